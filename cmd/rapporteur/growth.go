package main

import (
	"fmt"
	"io"
	"strings"
)

// growth shows an answer on a terminal while it is written, by proved sentences,
// and takes it away again when the whole one comes: its sources belong to it,
// and it may be another one. Elsewhere it shows nothing. It is used by one
// goroutine.
type growth struct {
	out   io.Writer // nil where nothing is shown
	lines int       // on the screen now
	s     screen
}

// growth returns the growth of one answer on out, which must be the terminal
// that stdout is.
func (a *app) growth(out io.Writer) *growth {
	s := a.screen()
	if !s.style || a.json {
		return &growth{}
	}
	g := &growth{out: out, s: s}
	if a.served != nil {
		g.show("…") // a model takes its time
	}
	return g
}

// show puts the answer so far in the place of what is shown.
func (g *growth) show(text string) {
	if g.out == nil {
		return
	}
	g.clear()
	lines := g.s.wrap(printable(text), "", "") + "\n"
	g.lines = strings.Count(lines, "\n")
	io.WriteString(g.out, lines) // what cannot be shown is shown with the whole answer
}

// clear takes away what is shown.
func (g *growth) clear() {
	if g.out == nil || g.lines == 0 {
		return
	}
	fmt.Fprintf(g.out, "\x1b[%dA\r\x1b[J", g.lines)
	g.lines = 0
}
