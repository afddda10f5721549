package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
	"rapporteur/retrieval"
)

// maxHits is how many passages a look-up finds at most; they are read page by
// page.
const maxHits = 25

// lookup answers /lookup: passages as they stand in the articles.
func (b *Bot) lookup(i *incoming, o options, private bool) {
	lib := b.cfg.Library()
	query := reply.LookupQuery{
		Words: o.text("words"), Article: o.text("article"), Publisher: o.text("publisher"), Actor: o.text("actor"),
		From: strings.TrimSpace(o.text("from")), To: strings.TrimSpace(o.text("to")),
	}
	request, wrong := lookupRequest(lib, query, i.texts)
	if wrong != "" {
		b.tell(context.Background(), i, wrong)
		return
	}
	at := b.surface(i, private)
	q := &asked{
		event: i.ID, claim: "interaction " + i.ID, by: i.place(), kind: kindLookup, texts: i.texts, private: private, embeds: i.embeds(), arrived: i.arrived,
		where: func(context.Context) surface { return at },
	}
	at.acknowledge()
	find := func(ctx context.Context, q *asked) { b.find(ctx, q, lib, query, request) }
	_, err := b.lookups.Submit(q.by, func(ctx context.Context) { b.guard(ctx, q, find) }, func() { b.drop(q) })
	if err != nil {
		b.turnAway(q, err)
	}
}

// find looks up and shows the first page.
func (b *Bot) find(ctx context.Context, q *asked, lib *Library, query reply.LookupQuery, r answer.LookupRequest) {
	q.mu.Lock()
	defer q.mu.Unlock()
	out := outcome{waited: time.Since(q.arrived)}
	searching, cancel := context.WithTimeout(ctx, b.cfg.Timeout)
	defer cancel()
	hits, err := lib.Engine.Lookup(searching, r)
	ctx, done := lingering(ctx, lastWords)
	defer done()
	composed := time.Now()
	found := answer.Passages(withWords(hits))
	switch out.err, out.hits = err, len(found); {
	case err != nil:
		out.code = b.fail(ctx, q)
	case len(found) == 0:
		b.say(ctx, q, nothingFound(lib, query, q.texts))
	default:
		out.err = b.showHits(ctx, q, lib, query, found)
	}
	out.delivered = time.Since(composed)
	b.logQuestion(q, out)
}

// showHits shows the first page of what was found, and keeps the others.
func (b *Bot) showHits(ctx context.Context, q *asked, lib *Library, query reply.LookupQuery, found []answer.Retrieved) error {
	kept := reply.KeepLookup(query, found, lib)
	key := b.keep(ctx, q, kept)
	return b.show(ctx, q, func(embeds bool) []reply.Message {
		page, _ := kept.Page(0, lib)
		return []reply.Message{reply.Lookup(page, reply.Options{Texts: q.texts, Embeds: embeds, Key: key, Private: q.private})}
	})
}

// withWords returns the hits that have some word of what was looked up. What is
// only near in meaning serves an answer; to who looks a word up it is no match.
func withWords(hits []retrieval.Hit) []retrieval.Hit {
	return slices.DeleteFunc(hits, func(h retrieval.Hit) bool { return h.Lexical == 0 })
}

// nothingFound says that nothing was found, and whether that is for a name that
// no article knows.
func nothingFound(lib *Library, query reply.LookupQuery, t *locale.Texts) string {
	if query.Actor != "" && len(lib.Names.Actors(query.Actor)) == 0 {
		return t.Say("lookup.unknown_actor", "name", reply.EscapeLine(query.Actor))
	}
	return t.Say("lookup.none")
}

// lookupRequest turns what was typed into a request, or says what is wrong
// with it.
func lookupRequest(lib *Library, q reply.LookupQuery, t *locale.Texts) (r answer.LookupRequest, wrong string) {
	r = answer.LookupRequest{Query: q.Words, Actor: q.Actor, Limit: maxHits}
	if r.From, r.To, wrong = periodOf(q.From, q.To, t); wrong != "" {
		return r, wrong
	}
	if q.Article != "" {
		a := lib.Names.Article(q.Article)
		if a == nil {
			return r, t.Say("lookup.unknown_article", "name", reply.EscapeLine(q.Article))
		}
		r.Articles = []string{a.ID}
	}
	if q.Publisher != "" {
		name, ok := lib.Names.Publisher(q.Publisher)
		if !ok {
			return r, t.Say("lookup.unknown_publisher", "name", reply.EscapeLine(q.Publisher), "names", publishers(lib))
		}
		r.Publishers = []string{name}
	}
	return r, ""
}

// periodOf reads the bounds of a period, each of which may be "", or says what is
// wrong with them.
func periodOf(from, to string, t *locale.Texts) (first, last corpus.Date, wrong string) {
	var err error
	if first, err = dateOf(from); err != nil {
		return first, last, t.Say("lookup.bad_date", "value", reply.EscapeLine(from))
	}
	if last, err = dateOf(to); err != nil {
		return first, last, t.Say("lookup.bad_date", "value", reply.EscapeLine(to))
	}
	if !first.IsZero() && !last.IsZero() && first.First().After(last.Last()) {
		return first, last, t.Say("lookup.from_after_to")
	}
	return first, last, ""
}

// dateOf reads a date, the zero one from "".
func dateOf(s string) (corpus.Date, error) {
	switch {
	case s == "":
		return corpus.Date{}, nil
	case len(s) > 20:
		return corpus.Date{}, errors.New("too long for a date")
	}
	return corpus.ParseDate(s)
}

// maxListed bounds how many names a sentence lists.
const maxListed = 12

// publishers lists the publishers of the corpus, escaped.
func publishers(lib *Library) string {
	var names []string
	for _, c := range lib.Names.Publishers("") {
		if len(names) == maxListed {
			names = append(names, "…")
			break
		}
		names = append(names, reply.EscapeLine(c.Label))
	}
	return strings.Join(names, ", ")
}
