package answer

import (
	"sync"

	"rapporteur/corpus"
	"rapporteur/statements"
)

// maxHearsay bounds the articles whose statements are kept: at some fifteen
// statements an article they take about 100 MB.
const maxHearsay = 20_000

// hearsay keeps what articles have people say. When it is full, what came first
// stays: every report on all articles asks in the same order.
type hearsay struct {
	mu   sync.Mutex // guards said
	said map[*corpus.Article][]statements.Statement
}

// of returns the statements of an article, which nobody may change.
func (h *hearsay) of(a *corpus.Article) []statements.Statement {
	h.mu.Lock()
	said, ok := h.said[a]
	h.mu.Unlock()
	if ok {
		return said
	}
	said = statements.Of(a)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.said == nil {
		h.said = map[*corpus.Article][]statements.Statement{}
	}
	if len(h.said) < maxHearsay {
		h.said[a] = said
	}
	return said
}
