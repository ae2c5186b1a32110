# Runs of every model and expansion over the sample releases, measured by their
# judgements: what changes an order anywhere changes these.

$ dateline-index build --lang en -o idx "$CORPUS"/sample >/dev/null 2>&1
exit 1
file measure.sh
| dateline-query batch idx -q "$CORPUS"/queries/sample.tsv -o run "$@" || exit
| echo $(dateline-query eval -m map -m ndcg@10 run "$CORPUS"/qrels/sample.qrels | cut -f3)

$ for rank in bm25 bm25f lm dph tfidf; do sh measure.sh --rank $rank; done
> 20 0.7531 0.8815
> 20 0.7531 0.8815
> 20 0.7459 0.8784
> 20 0.7461 0.8784
> 20 0.7482 0.8797
$ sh measure.sh --expand rm3 --fb-docs 3
> 20 0.8019 0.9073
$ sh measure.sh --expand bo1 --fb-docs 3 -j 2
> 20 0.7636 0.8702
