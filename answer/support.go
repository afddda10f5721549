package answer

import (
	"cmp"

	"rapporteur/glossary"
)

// SentenceRef names one sentence of an article of the corpus.
type SentenceRef struct {
	Article string // id
	Index   int    // in Article.Sentences
}

// Support is what became of checking a sentence against what it cites.
type Support struct {
	Reason string // why it is not borne out, "" when it is
	Owner  string // who has to be named with it, "" when nobody has
}

// Support checks whether the sentences cited bear out what was written: its
// numbers, dates, names, speakers, quotations, negations and who does what to
// whom have to be theirs (or those of the article's event, place, publisher and
// date), and most of its words too. It errs towards "not borne out". References
// that the corpus does not hold bear nothing out. before is what a reader has
// just read, the question or another sentence: "he" is looked for there.
// language is that of the sentence (ISO 639-1); "" has it guessed.
func (e *Engine) Support(written, before, language string, cited []SentenceRef) Support {
	given := e.citedSentences(cited)
	if len(given) == 0 {
		return Support{Reason: dropUncited}
	}
	reason, owner := e.unsupported(e.newClaim(written, before, cmp.Or(language, glossary.Language(written)), given))
	return Support{reason, owner}
}

// citedSentences returns the sentences named, nil when one of them is not there.
func (e *Engine) citedSentences(cited []SentenceRef) []*sentence {
	var out []*sentence
	for _, r := range cited {
		a := e.cfg.Index.Article(r.Article)
		if a == nil || r.Index < 0 || r.Index >= len(a.Sentences) {
			return nil
		}
		out = append(out, e.analyst.sentence(a, r.Index))
	}
	return out
}
