package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"
)

// The states of a part of the program.
const (
	partOK      = "ok"
	partReduced = "reduced" // answers are given, and something is missing
	partMissing = "missing" // no answer can be given
)

// readyJSON is what /readyz answers.
type readyJSON struct {
	Ready bool        `json:"ready"` // answers can be given
	Parts []readyPart `json:"parts"`
}

// readyPart says how one part of the program is, in a sentence for people.
type readyPart struct {
	Part  string `json:"part"`
	State string `json:"state"` // ok, reduced or missing
	What  string `json:"what"`
}

// readyz answers 200 when answers can be given, and 503 while they cannot.
func (w *watch) readyz(out http.ResponseWriter, _ *http.Request) {
	now := w.readiness()
	body, err := json.MarshalIndent(now, "", "  ")
	if err != nil {
		http.Error(out, "internal error", http.StatusInternalServerError)
		return
	}
	status := http.StatusOK
	if !now.Ready {
		status = http.StatusServiceUnavailable
	}
	writeBody(out, status, "application/json", append(body, '\n'))
}

// readiness looks at all parts.
func (w *watch) readiness() readyJSON {
	r := readyJSON{Ready: true, Parts: []readyPart{w.articlesPart(), w.discordPart()}}
	w.mu.Lock()
	components := maps.Clone(w.components)
	w.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(components)) {
		part := readyPart{name, partOK, "well"}
		if err := components[name](); err != nil {
			part = readyPart{name, partReduced, oneLine(err.Error())}
		}
		r.Parts = append(r.Parts, part)
	}
	for _, part := range r.Parts {
		r.Ready = r.Ready && part.State != partMissing
	}
	return r
}

func (w *watch) articlesPart() readyPart {
	articles := w.library.Load()
	if articles == nil {
		return readyPart{"articles", partMissing, "they are being read"}
	}
	now, state := articles.Current(), articles.State()
	part := readyPart{"articles", partOK, fmt.Sprintf("%s and %s, indexed %s",
		plural(len(now.Articles), "article"), plural(now.Index.Len(), "passage"), now.Made.UTC().Format(time.RFC3339))}
	switch {
	case state.Fault != "":
		part.State, part.What = partReduced, part.What+"; what changed since is not taken in: "+oneLine(state.Fault)
	case state.Building:
		part.What += "; what changed since is being indexed"
	}
	return part
}

func (w *watch) discordPart() readyPart {
	b := w.bot.Load()
	if b == nil {
		return readyPart{"discord", partMissing, "not connected yet"}
	}
	now := b.Status()
	part := readyPart{"discord", partOK, fmt.Sprintf("%d of %s", now.Connected, plural(now.Shards, "connection"))}
	switch {
	case now.Stopping:
		part.State, part.What = partMissing, "the program is stopping"
	case now.Shards == 0:
		part.State, part.What = partMissing, "not connected yet"
	case now.Connected == 0:
		part.State = partMissing
	case now.Connected < now.Shards:
		part.State = partReduced
	}
	return part
}
