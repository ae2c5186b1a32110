# One release, every way its words are asked for: hyphens, a typographic
# apostrophe, curly quotes, brackets.

file releases/2019-05-28-phone-call.txt
| Presidents of Belarus and Kazakhstan speak on the phone
|
| MINSK, 28 May - The President of Belarus spoke with Kassym-Jomart Tokayev.
| He congratulated him on Kazakhstan’s elections.
|
| “Belarus and Kazakhstan will always maintain good and kind relations,” he
| said, and thanked Nursultan Abishevich [Nazarbayev].

$ dateline-index build -o idx releases
...

$ dateline-query --format ids idx kassym-jomart
> 2019-05-28-phone-call
$ dateline-query --format ids idx '"kassym jomart"'
> 2019-05-28-phone-call
$ dateline-query --format ids idx KassymJomart
> 2019-05-28-phone-call
$ dateline-query --format ids idx kazakhstan
> 2019-05-28-phone-call
$ dateline-query --format ids idx "kazakhstan's"
> 2019-05-28-phone-call
$ dateline-query --format ids idx '"good and kind relations"'
> 2019-05-28-phone-call
$ dateline-query --format ids idx nazarbayev
> 2019-05-28-phone-call

$ dateline-query --format ids idx '"relations good"'
exit 1
