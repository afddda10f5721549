package main

import (
	"sync"
	"sync/atomic"

	"rapporteur/bot"
	"rapporteur/bot/suggest"
	"rapporteur/library"
)

// shown is what the bot answers from, and offers while a user types: it follows
// the library from one snapshot to the next.
type shown struct {
	app     *app
	library atomic.Pointer[bot.Library]

	mu    sync.Mutex // guards all below
	now   *library.Snapshot
	names *suggest.Names
}

// fewArticles is how many articles are read within the time of a start.
const fewArticles = 500

// begin shows the first snapshot. What very many articles name is left for
// complete, so that the bot is there at once.
func (s *shown) begin(first *library.Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show(first, suggest.Titles(first.Articles, s.app.names))
	if len(first.Articles) <= fewArticles {
		s.show(first, s.names.With(first.Articles))
	}
}

// complete has the names of all articles offered.
func (s *shown) complete() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show(s.now, s.names.With(s.now.Articles))
}

// swap shows the next snapshot.
func (s *shown) swap(next *library.Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.show(next, s.names.With(next.Articles))
}

func (s *shown) show(now *library.Snapshot, names *suggest.Names) {
	s.now, s.names = now, names
	s.library.Store(bot.NewLibrary(now.Engine, now.Articles, names))
}
