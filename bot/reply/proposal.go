package reply

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"rapporteur/answer"
	"rapporteur/corpus"
)

// Change is what keeping a Proposal does.
type Change int

const (
	Nothing  Change = iota // the article is there as it is
	Adds                   // a new article
	Replaces               // another text of Before
)

// Proposal is an article that somebody may want to keep, with what they want to
// see before.
type Proposal struct {
	Article *corpus.Article // as it would be
	Change  Change
	Before  *corpus.Article // the article whose place it takes; nil when it takes none
	Near    []Near          // articles that are much the same text, the nearest first
	Teaser  bool            // only the beginning or a summary was found
	Notes   []string        // what else to know, one sentence each, in English
	Kept    bool            // it was kept since
}

// Near is an article that is much the same text as another.
type Near struct {
	Article *corpus.Article
	Share   float64 // of the text of the shorter one, up to 1
}

// Bounds of what is shown of a proposal.
const (
	maxFirstLines = 700 // of its text
	leastLines    = 80
	maxNear       = 3
	maxNotes      = 4
	maxNote       = 200
	maxPieces     = 3 // of what would be cleaned away
	maxPieceShown = 50
	maxID         = 120
)

// Code returns a text from outside as code on one line, cut when it is long.
func Code(s string) string {
	s = strings.ReplaceAll(shorten(oneLine(s), maxID), "`", "'")
	return "`" + orDash(s) + "`"
}

// Proposed returns the preview of a single article. It can be kept until then,
// unless there is nothing to do.
func Proposed(p Proposal, until time.Time, o Options) Message {
	m := message(p.preview(until, o))
	if p.Kept {
		return message(p.outcome(o.Texts))
	}
	if p.Change != Nothing {
		m.Components = rows(o, []Component{p.keep(0, o), discard(o)})
	}
	return m
}

// Entry returns the preview of the n-th of several, from 0.
func Entry(p Proposal, n int, until time.Time, o Options) Message {
	m := message(p.preview(until, o))
	if p.Kept {
		m = message(p.outcome(o.Texts))
	}
	back := button(ID{Action: ActionEntries, Key: o.Key}, o.Texts.Say("button.entries"), "", false)
	if p.Change == Nothing || p.Kept {
		m.Components = rows(o, []Component{back})
		return m
	}
	m.Components = rows(o, []Component{p.keep(n, o), back})
	return m
}

// keep is the button that keeps the n-th proposal.
func (p Proposal) keep(n int, o Options) Component {
	label := o.Texts.Say("button.add")
	if p.Change == Replaces {
		label = o.Texts.Say("button.change")
	}
	b := button(ID{Action: ActionKeep, Key: o.Key, N: n}, label, "", false)
	b.Style = stylePrimary
	return b
}

func discard(o Options) Component {
	return button(ID{Action: ActionDiscard, Key: o.Key}, o.Texts.Say("button.discard"), "", false)
}

// preview says what is known of the article, how it begins, and what keeping it
// does.
func (p Proposal) preview(until time.Time, o Options) string {
	t, a := o.Texts, p.Article
	head := p.head(t)
	var tail []string
	tail = append(tail, p.size(t))
	for _, n := range p.Near[:min(len(p.Near), maxNear)] {
		percent := strconv.Itoa(int(math.Round(100 * n.Share)))
		tail = append(tail, t.Say("proposal.near", "percent", percent, "title", Name(n.Article), "id", Code(n.Article.ID)))
	}
	if p.Teaser {
		tail = append(tail, "- "+t.Say("proposal.teaser"))
	}
	for _, note := range p.Notes[:min(len(p.Notes), maxNotes)] {
		tail = append(tail, "- "+shortEscaped(note, maxNote))
	}
	tail = append(tail, p.outcome(t))
	if p.Change != Nothing && !p.Kept {
		tail = append(tail, "-# "+t.Say("proposal.until", "time", fmt.Sprintf("<t:%d:t>", until.Unix())))
	}
	end := strings.Join(tail, "\n")
	room := maxContent - size(head) - size(end) - 2
	if room < leastLines || len(a.Passages) == 0 {
		return cutTo(head+"\n"+end, maxContent)
	}
	lines := passageExcerpt(a, corpus.Span{Start: a.Passages[0].Start, End: len(a.Body)}, nil).quoted(min(room, maxFirstLines))
	return head + "\n" + lines + "\n" + end
}

// head says title, publisher and date, each with its basis, and the address.
func (p Proposal) head(t Texts) string {
	a := p.Article
	basis := func(b corpus.Basis) string {
		switch b {
		case corpus.Stated:
			return t.Say("proposal.basis.stated")
		case corpus.Given:
			return t.Say("proposal.basis.given")
		}
		return t.Say("proposal.basis.inferred")
	}
	head := "**" + Name(a) + "**"
	if a.Title != "" {
		head += " (" + basis(a.TitleBasis) + ")"
	} else {
		head += " (" + t.Say("proposal.title_none") + ")"
	}
	head += link(answer.Reference(a))
	publisher := t.Say("proposal.publisher_none")
	if a.Publisher != "" {
		publisher = t.Say("proposal.publisher", "name", EscapeLine(shorten(oneLine(a.Publisher), maxName)), "basis", basis(a.PublisherBasis))
	}
	date := t.Say("proposal.date_none")
	if !a.Published.IsZero() {
		date = t.Say("proposal.date", "date", t.Date(a.Published.String()), "basis", basis(a.PublishedBasis))
	}
	return head + "\n" + publisher + "\n" + date
}

// Name returns the title of an article, escaped; its id when it has none.
func Name(a *corpus.Article) string { return title(answer.Reference(a)) }

// size says how many passages there are, and what would be cleaned away.
func (p Proposal) size(t Texts) string {
	line := t.Say("proposal.passages", "n", len(p.Article.Passages))
	var pieces []string
	n := 0
	for _, r := range p.Article.Removed {
		piece := oneLine(prefix(p.Article.Text(r.Span), 4*maxPieceShown))
		if piece == "" {
			continue
		}
		n++
		if len(pieces) < maxPieces {
			pieces = append(pieces, "“"+EscapeLine(shorten(piece, maxPieceShown))+"”")
		}
	}
	if n == 0 {
		return line
	}
	if n > len(pieces) {
		pieces = append(pieces, "…")
	}
	return line + " " + t.Say("proposal.cleaned", "n", n, "pieces", strings.Join(pieces, ", "))
}

// outcome says what keeping it does, or did.
func (p Proposal) outcome(t Texts) string {
	switch {
	case p.Kept && p.Change == Replaces:
		return t.Say("add.changed", "title", Name(p.Article), "id", Code(p.Article.ID))
	case p.Kept:
		return t.Say("add.done", "title", Name(p.Article), "id", Code(p.Article.ID))
	case p.Change == Adds:
		return t.Say("proposal.adds", "id", Code(p.Article.ID))
	case p.Change == Replaces && p.Before != nil:
		return t.Say("proposal.changes", "title", Name(p.Before), "id", Code(p.Before.ID))
	}
	return t.Say("proposal.there", "id", Code(p.Article.ID))
}

// Removal asks whether an article is to be removed.
func Removal(a *corpus.Article, until time.Time, o Options) Message {
	t := o.Texts
	m := message(SourceLine(answer.Reference(a), t) + "\n" + Code(a.ID) + "\n" + t.Say("remove.ask") +
		"\n-# " + t.Say("proposal.until", "time", fmt.Sprintf("<t:%d:t>", until.Unix())))
	remove := button(ID{Action: ActionRemove, Key: o.Key}, t.Say("button.remove"), "", false)
	remove.Style = styleDanger
	m.Components = rows(o, []Component{remove, button(ID{Action: ActionDiscard, Key: o.Key}, t.Say("button.cancel"), "", false)})
	return m
}
