# The question as understood, without any index.

$ dateline-query parse oil gas
> (oil AND gas)
$ dateline-query parse oil OR gas
> (oil OR gas)
$ dateline-query parse '"oil prices" (gas OR wind)'
> ("oil prices" AND (gas OR wind))
$ dateline-query parse --syntax lucene '+oil gas -wind'
> (+oil gas -wind)

# One question in five languages.
$ dateline-query parse --syntax native 'oil (gas OR coal)'
> (oil AND (gas OR coal))
$ dateline-query parse --syntax nexis 'oil and gas or coal'
> (oil AND (gas OR coal))
$ dateline-query parse --syntax factiva 'oil and (gas or coal)'
> (oil AND (gas OR coal))
$ dateline-query parse --syntax lucene '+oil +(gas coal)'
> (oil AND (gas OR coal))

# Without boilerplate.
$ dateline-query parse --boilerplate=skip 'oil "gas prices" boilerplate:acme -date:2019 said:lis(wind)'
> (text:oil AND text:"gas prices" AND boilerplate:acme AND NOT date:2019-01-01..2019-12-31 AND said:lis(text:wind))
$ dateline-query parse --boilerplate keep oil
> oil

# What is wrong, where, and what may be meant.
$ dateline-query parse --syntax native 'merkel NEAR putin'
!> dateline-query: NEAR needs a number of words, 1 to 10000; for the word write \ before it
!>   merkel NEAR putin
!>          ^~~~
!>   try: merkel NEAR/10 putin
exit 2
