# The question as understood, without any index.

$ dateline-query parse oil gas
> (oil AND gas)
$ dateline-query parse oil OR gas
> (oil OR gas)
$ dateline-query parse '"oil prices" (gas OR wind)'
> ("oil prices" AND (gas OR wind))
$ dateline-query parse --syntax lucene '+oil gas -wind'
> (+oil gas -wind)
