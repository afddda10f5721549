package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/archive"
	"rapporteur/bot"
	"rapporteur/bot/reply"
	"rapporteur/corpus"
	"rapporteur/ingest"
	"rapporteur/intake"
	"rapporteur/intake/fetch"
	"rapporteur/library"
	"rapporteur/near"
)

// editor takes articles in and out for the bot: the desk does, and the library
// follows.
type editor struct {
	desk     *ingest.Desk
	kept     *archive.Archive
	articles *library.Library
	now      func() time.Time
}

// editor returns what changes the articles while serve runs; nil without --data.
func (a *app) editor(articles *library.Library) bot.Editor {
	if a.kept == nil {
		return nil
	}
	return &editor{
		kept: a.kept, articles: articles, now: time.Now,
		desk: ingest.New(ingest.Config{
			Archive: a.kept, BaseFile: a.baseFile,
			Present: func() (*corpus.Corpus, *near.Set) {
				s := articles.Current()
				return s.Corpus, s.Near()
			},
		}),
	}
}

// Propose fetches what is to be fetched, and proposes it.
func (e *editor) Propose(ctx context.Context, s bot.Source, step func(bot.Step)) (bot.Proposals, error) {
	src, from := intake.Source{Name: s.Name, Type: s.Type, Data: s.Data}, "attachment "+s.Name
	if s.Address != "" {
		step(bot.Fetching)
		var err error
		if src, err = e.desk.Fetch(ctx, s.Address); err != nil {
			return bot.Proposals{}, forPeople(err)
		}
		from = plainAddress(src.URL)
	}
	step(bot.Reading)
	batch, err := e.desk.Batch()
	if err != nil {
		return bot.Proposals{}, forPeople(err)
	}
	_, refused, err := batch.Propose(ctx, src, from, ingest.Details{Title: s.Title, Publisher: s.Publisher, Published: s.Published})
	if errors.Is(err, ingest.ErrSeveral) {
		return bot.Proposals{}, &bot.EditError{Reason: bot.Several}
	}
	if err != nil {
		return bot.Proposals{}, forPeople(err)
	}
	step(bot.Comparing)
	found := bot.Proposals{Refused: refused}
	for _, p := range batch.End() {
		found.List = append(found.List, bot.Proposal{Proposal: shownProposal(p), Made: p})
	}
	slices.SortStableFunc(found.List, func(a, b bot.Proposal) int { // what there is to do comes first
		return cmp.Compare(done(a.Change), done(b.Change))
	})
	return found, nil
}

func done(c reply.Change) int {
	if c == reply.Nothing {
		return 1
	}
	return 0
}

// plainAddress returns an address without what may be a secret in it.
func plainAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User, u.Fragment = nil, ""
	return u.String()
}

func shownProposal(p *ingest.Proposal) reply.Proposal {
	out := reply.Proposal{Article: p.Article, Before: p.Before, Teaser: p.Draft.Teaser, Notes: slices.Clone(p.Draft.Notes)}
	if p.Returns {
		out.Notes = append(out.Notes, "An article with this id was removed; this would bring it back.")
	}
	switch p.Op {
	case archive.Added:
		out.Change = reply.Adds
	case archive.Changed:
		out.Change = reply.Replaces
	}
	for _, m := range p.Near {
		out.Near = append(out.Near, reply.Near{Article: m.Article, Share: m.Share})
	}
	return out
}

func (e *editor) Keep(ctx context.Context, p bot.Proposal, who string) error {
	made, ok := p.Made.(*ingest.Proposal)
	if !ok {
		return fmt.Errorf("keep: %T is no proposal", p.Made)
	}
	_, err := e.desk.Keep(ctx, made, who)
	return forPeople(err)
}

func (e *editor) Remove(ctx context.Context, id, who string) error {
	_, err := e.desk.Remove(ctx, id, who)
	return forPeople(err)
}

func (e *editor) Restore(ctx context.Context, id, who string) error {
	_, err := e.desk.Restore(ctx, id, who)
	return forPeople(err)
}

func (e *editor) Refresh(ctx context.Context) error {
	_, err := e.articles.Refresh(ctx)
	return err
}

func (e *editor) Removed() ([]bot.RemovedArticle, error) {
	list, err := e.kept.Removed()
	out := make([]bot.RemovedArticle, 0, len(list))
	for _, r := range list {
		if r.ID != "" {
			out = append(out, bot.RemovedArticle{ID: r.ID, At: r.At})
		}
	}
	return out, forPeople(err)
}

// recentEvents is how far back the newest article is looked for.
const recentEvents = 200

func (e *editor) State() bot.EditorState {
	s, now := e.articles.State(), e.articles.Current()
	out := bot.EditorState{Unread: s.Fault != "", Uncached: s.Cache != "", Unwritten: e.kept.Health() != nil}
	if s.Building {
		out.BuildingSince = s.Since
	}
	for _, skip := range now.Skipped {
		if skip.Reason != "" {
			out.Skipped = append(out.Skipped, skip.String())
		}
	}
	removed, err := e.kept.Removed()
	out.Removed = len(removed)
	events, _, past := e.kept.History(archive.Past{Limit: recentEvents})
	for _, event := range events {
		if event.Op == archive.Added || event.Op == archive.Changed || event.Op == archive.Found || event.Op == archive.Restored {
			out.Newest = event.Time
			break
		}
	}
	out.Unread = out.Unread || err != nil || past != nil
	return out
}

// reasons are the refusals that the bot has words of its own for.
var reasons = []struct {
	err    error
	reason bot.Reason
}{
	{archive.ErrUnknown, bot.Unknown},
	{archive.ErrRemoved, bot.Gone},
	{archive.ErrPresent, bot.Present},
	{archive.ErrPurged, bot.Purged},
	{archive.ErrBusy, bot.Locked},
	{ingest.ErrTaken, bot.Overtook},
}

// forPeople makes of an error what the bot tells people, where it is for them.
func forPeople(err error) error {
	if err == nil {
		return nil
	}
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return &bot.EditError{Reason: r.reason, Cause: err}
		}
	}
	var refused *intake.Refusal
	var unfetched *fetch.Error
	var fault *archive.Fault
	switch {
	case errors.As(err, &refused):
		return &bot.EditError{Sentence: refused.Sentence, Cause: err}
	case errors.As(err, &unfetched):
		return &bot.EditError{Sentence: unfetched.Sentence, Cause: err}
	case errors.As(err, &fault):
		return &bot.EditError{Reason: bot.Disk, Cause: err}
	}
	return err
}

// setEditingServers reads ids of Discord servers, separated by commas, or "all".
func setEditingServers(c *config, v string) error {
	if v == "all" {
		c.Editing = bot.Editing{All: true}
		return nil
	}
	for id := range strings.SplitSeq(v, ",") {
		id = strings.TrimSpace(id)
		if n, err := strconv.ParseUint(id, 10, 63); err != nil || n == 0 || len(id) < 15 {
			return fmt.Errorf("%q is not the id of a Discord server; they are numbers such as 1180000000000000000, separated by commas, or `all`", id)
		}
		c.Editing.Servers = append(c.Editing.Servers, id)
	}
	return nil
}

func editingServers(c *config) string {
	if c.Editing.All {
		return "all"
	}
	return strings.Join(c.Editing.Servers, ",")
}
