package answer

import (
	"maps"
	"sync"

	"rapporteur/corpus"
)

// takeOver has e go on with what the engine before it read: sentences, events
// and statements of the articles that are the same in both, so that a change of
// few articles costs few of them.
func (e *Engine) takeOver(before *Engine) {
	if before == nil || before.cfg.Glossary != e.cfg.Glossary || before.cfg.Lexicon != e.cfg.Lexicon || before.cfg.Words != e.cfg.Words {
		return
	}
	e.analyst = before.analyst // what it keeps is bounded, and goes when it is not asked for
	e.vocabulary = before.vocabulary
	same := make(map[*corpus.Article]bool, len(e.cfg.Articles))
	for _, a := range e.cfg.Articles {
		same[a] = true
	}
	e.named = before.named
	e.shelf = before.shelf
	e.chronicle.events = kept(&before.chronicle.mu, &before.chronicle.events, same)
	e.hearsay.said = kept(&before.hearsay.mu, &before.hearsay.said, same)
}

// kept returns what is known of the articles that are the same.
func kept[T any](mu sync.Locker, of *map[*corpus.Article]T, same map[*corpus.Article]bool) map[*corpus.Article]T {
	mu.Lock()
	defer mu.Unlock()
	if *of == nil {
		return nil
	}
	out := maps.Clone(*of)
	maps.DeleteFunc(out, func(a *corpus.Article, _ T) bool { return !same[a] })
	return out
}
