# The tour of README gives the answers that it shows.

$ dateline-index build -o sample.idx --lang en "$CORPUS/sample" 2>&1
...
exit 1
$ python3 -B "$TESTS/tour.py" "$CORPUS/../README.md" "A tour of twelve questions"
> 12 questions
$ python3 -B "$TESTS/tour.py" "$CORPUS/../README.md" "The tour goes on: who said it, where, and which are copies"
> 8 questions
