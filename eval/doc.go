// Package eval measures answers against questions with known evidence, without
// a judge that could be wrong in a new way each time: the same input gives the
// same figures on every machine.
//
// A Question says what to expect (an answer, a refusal, or either), which
// stretches of which articles are the evidence, and what an answer must and
// must not contain. An Output is what a system said, in its least form: the
// answer, whether it refused, its citations, and the passages it retrieved.
// Score compares the two, question by question:
//
//	R@k            share of the groups of evidence that one of the first k
//	               retrieved passages holds
//	MRR            1/rank of the first retrieved passage that holds evidence
//	quote_valid    share of citations whose quote stands in the article named
//	marker_ok      share of markers [n] in answers that have a citation
//	cite_prec      share of citations that hit evidence; a lower bound, because
//	               other true sentences may support an answer
//	cite_recall    share of the groups of evidence that citations hit
//	sent_cited     share of answer sentences with a marker that resolves
//	sent_supported share of answer sentences whose words, numbers and names
//	               stand in what they cite; blind to negation
//	must_include   share of answers with every needed string, of those given
//	correct        the right decision, every needed string, no forbidden one,
//	               no live mention or link, no page boilerplate
//	strict         correct and grounded: a refusal, or every marker resolves to
//	               a valid quote and one hits evidence (in every group, for
//	               questions over several articles)
//
// strict is the headline. Comparison folds case, accents, typographic marks and
// white space (see fold). The definitions are those of the project's reference
// scorer, and a test holds the figures of the two to each other.
//
// Reports (timelines, quotations, summaries, comparisons, checks) are measured in
// the same way: a ReportCase is a request with what has to come of it, a
// ReportOutput is what was reported, and ScoreReports compares the two, task by
// task. What each figure is a share of stands with the metrics in
// reports_score.go; the judges of the tasks are in the files named for them.
//
// It does not measure whether an answer reads well, whether a summary is a good
// one, nor time; and it calls no model.
package eval
