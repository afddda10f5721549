package bot_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur/answer"
	"rapporteur/bot"
	"rapporteur/bot/discordtest"
	"rapporteur/corpus"
)

// reporter is an engine with a report for every request, which it notes.
type reporter struct {
	bot.Engine
	err error // instead of a report

	mu    sync.Mutex // guards asked
	asked []any
}

func (e *reporter) report(r any, kind answer.ReportKind) (*answer.Report, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.asked = append(e.asked, r)
	if e.err != nil {
		return nil, e.err
	}
	a := syria().Articles[0]
	out := &answer.Report{Kind: kind, Writer: answer.Extractive}
	for i := range 40 {
		s := a.Sentences[i%len(a.Sentences)]
		m := []int{i + 1}
		out.Citations = append(out.Citations, answer.Citation{Marker: i + 1, Quote: a.Text(s.Span), Start: s.Start, End: s.End, Article: answer.Reference(a)})
		text := fmt.Sprintf("Item %d of the report. %s", i+1, strings.Repeat("More of it. ", 10))
		switch kind {
		case answer.ReportSummary:
			out.Points = append(out.Points, answer.Point{Aspect: answer.AspectOutcome, Heading: answer.HeadingHappened, Text: text, Markers: m})
		case answer.ReportTimeline:
			out.Events = append(out.Events, answer.Event{Date: "2015-10-23", Basis: answer.DateStated, Text: text, Markers: m})
		case answer.ReportQuotes:
			out.Quotes = append(out.Quotes, answer.Quotation{Speaker: "John Kerry", Kind: answer.Reported, Text: text, Date: "2015-10-23", Marker: i + 1})
		case answer.ReportCompare:
			out.Points = append(out.Points, answer.Point{Aspect: "Iran", Relation: answer.OnlyA, A: &answer.Side{Text: text, Date: "2015-10-23", Markers: m}, Markers: m})
		case answer.ReportCheck:
			out.Sentences = append(out.Sentences, answer.Checked{Text: text, Verdict: answer.Supported, Markers: m})
		}
	}
	return out, nil
}

func (e *reporter) Summary(_ context.Context, r answer.SummaryRequest) (*answer.Report, error) {
	if e.err == nil {
		r.Grow("A sentence so far [1].")
	}
	r.Grow = nil
	return e.report(r, answer.ReportSummary)
}

func (e *reporter) Timeline(_ context.Context, r answer.TimelineRequest) (*answer.Report, error) {
	return e.report(r, answer.ReportTimeline)
}

func (e *reporter) Quotes(_ context.Context, r answer.QuotesRequest) (*answer.Report, error) {
	return e.report(r, answer.ReportQuotes)
}

func (e *reporter) Compare(_ context.Context, r answer.CompareRequest) (*answer.Report, error) {
	return e.report(r, answer.ReportCompare)
}

func (e *reporter) Check(_ context.Context, r answer.CheckRequest) (*answer.Report, error) {
	return e.report(r, answer.ReportCheck)
}

// last returns the newest request.
func (e *reporter) last() any {
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.asked) == 0 {
		return nil
	}
	return e.asked[len(e.asked)-1]
}

// reporting has the bot answer from e.
func reporting(e *reporter) func(*bot.Config) {
	e.Engine = syria().Engine
	lib := bot.NewLibrary(e, syria().Articles, syria().Names)
	return func(c *bot.Config) { c.Library = func() *bot.Library { return lib } }
}

// TestReportCommands: each command asks the engine what was chosen, and shows the
// first page for all, or for the asker alone.
func TestReportCommands(t *testing.T) {
	t.Parallel()
	e := &reporter{}
	s := play(t, scene{bot: reporting(e)})
	period := corpus.Period{From: corpus.Date{Year: 2016}, To: corpus.Date{Year: 2017, Month: 1}}
	const vienna = "2015-10-23-vienna"
	for _, tt := range []struct {
		name, command string
		options       map[string]any
		want          any
		shows         string
	}{
		{
			"a summary of everything", "summary", nil,
			answer.SummaryRequest{Server: s.guild},
			"> /summary\n**What happened**\nItem 1 of",
		},
		{
			"a short summary of a period", "summary",
			map[string]any{"scope": "Iran", "length": "short", "from": "2016", "to": "2017-01"},
			answer.SummaryRequest{Scope: "Iran", Short: true, Period: period, Server: s.guild},
			"> /summary Iran · short · 2016 · 2017-01\n",
		},
		{
			"an article by its id", "summary",
			map[string]any{"scope": vienna},
			answer.SummaryRequest{Articles: []string{vienna}, Server: s.guild},
			"> /summary US and Russia at loggerheads",
		},
		{
			"a timeline", "timeline",
			map[string]any{"scope": vienna, "actor": "John Kerry", "place": "Vienna", "from": "2016", "to": "2017-01"},
			answer.TimelineRequest{Articles: []string{vienna}, Actor: "John Kerry", Place: "Vienna", Period: period},
			"**23 Oct 2015** Item 1 of",
		},
		{
			"quotations", "quotes",
			map[string]any{"speaker": "John Kerry", "about": "Iran"},
			answer.QuotesRequest{Speaker: "John Kerry", About: "Iran"},
			"**John Kerry** · 23 Oct 2015\n> *reported:* Item 1 of",
		},
		{
			"actors by issue", "quotes",
			map[string]any{"view": "matrix"},
			answer.QuotesRequest{Matrix: true},
			"> /quotes matrix\n",
		},
		{
			"a comparison", "compare",
			map[string]any{"a": "Iran", "b": vienna, "about": "the truce"},
			answer.CompareRequest{A: "Iran", B: vienna, About: "the truce"},
			"**A** Iran\n**B** US and Russia at loggerheads at Syria peace talks\n",
		},
		{
			"a check", "check",
			map[string]any{"text": "One claim. Another one."},
			answer.CheckRequest{Text: "One claim. Another one."},
			"> /check\nSupported: 40, contradicted: 0, not covered: 0\n**Supported ✅** · “Item 1 of",
		},
	} {
		for _, private := range []bool{false, true} {
			options := map[string]any{"private": private}
			for k, v := range tt.options {
				options[k] = v
			}
			i, m := s.slash(s.alice, s.general, tt.command, options)
			if i.Callback != 5 {
				t.Errorf("%s: the first response is of type %d, want 5", tt.name, i.Callback)
			}
			m = s.settled(m)
			if !strings.Contains(m.Content, tt.shows) || m.Ephemeral != private {
				t.Errorf("%s, private %v: the response is %q, ephemeral %v, want %q in it", tt.name, private, m.Content, m.Ephemeral, tt.shows)
			}
			if diff := cmp.Diff(tt.want, e.last(), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(answer.SummaryRequest{}, "Grow")); diff != "" {
				t.Errorf("%s: request (-want +got):\n%s", tt.name, diff)
			}
		}
	}
}

// settled waits until a message is a finished reply.
func (s *stage) settled(m discordtest.Message) discordtest.Message {
	s.t.Helper()
	ctx, cancel := s.soon()
	defer cancel()
	s.check(s.Wait(ctx, func() (bool, error) {
		var err error
		m, err = s.Message(ctx, m.ID)
		return finished(m), err
	}))
	return m
}

// pressLabel presses the button with a label.
func (s *stage) pressLabel(user string, m discordtest.Message, label string) (discordtest.Interaction, discordtest.Message) {
	s.t.Helper()
	for _, c := range m.Parts() {
		if c.Label == label {
			i, err := s.Press(s.t.Context(), discordtest.Press{User: user, Message: m.ID, CustomID: c.CustomID})
			s.check(err)
			return s.response(i)
		}
	}
	s.t.Fatalf("no button %s in %+v", label, m.Components)
	panic("unreachable")
}

// TestReportPages: whoever turns a page of a public report reads it alone, in one
// message that is turned on; that works after a restart.
func TestReportPages(t *testing.T) {
	t.Parallel()
	e := &reporter{}
	s := play(t, scene{bot: reporting(e), data: filepath.Join(t.TempDir(), "discord.db"), loose: true}) // two runs identify within five seconds
	_, first := s.slash(s.alice, s.general, "timeline", map[string]any{"scope": "Iran"})
	first = s.settled(first)
	if !strings.Contains(first.Content, "page 1 of ") || !strings.Contains(first.Content, "[1]") {
		t.Fatalf("the first page is %q", first.Content)
	}
	s.quit()
	s.start(reporting(&reporter{err: errors.New("pages are not made anew")}))
	s.ready()
	for _, user := range []string{s.bob, s.alice} {
		i, second := s.pressLabel(user, first, "Next")
		if i.Callback != 4 || !second.Ephemeral || !strings.HasPrefix(second.Content, "> /timeline Iran\n") || !strings.Contains(second.Content, "page 2 of ") {
			t.Errorf("Next shows %q, ephemeral %v, by a response of type %d", second.Content, second.Ephemeral, i.Callback)
		}
		i, third := s.pressLabel(user, second, "Next")
		if i.Callback != 7 || third.ID != second.ID || !strings.Contains(third.Content, "page 3 of ") {
			t.Errorf("Next again shows %q by a response of type %d, want page 3 in its place", third.Content, i.Callback)
		}
		_, sources := s.pressLabel(user, third, "Sources")
		if !sources.Ephemeral || !strings.Contains(sources.Content, "**Sources**") {
			t.Errorf("Sources shows %q, ephemeral %v", sources.Content, sources.Ephemeral)
		}
		if _, passage := s.press(user, third, "read", third.Parts()[len(third.Parts())-1].Options[0].Value); !strings.Contains(passage.Content, "**") {
			t.Errorf("the select shows %q, want a passage", passage.Content)
		}
	}
	if m, err := s.Message(t.Context(), first.ID); err != nil || m.Content != first.Content {
		t.Errorf("the public page became %q (%v)", m.Content, err)
	}
}

// TestAPrivateReportIsTurnedInPlace: nobody else reads it.
func TestAPrivateReportIsTurnedInPlace(t *testing.T) {
	t.Parallel()
	s := play(t, scene{bot: reporting(&reporter{})})
	_, m := s.slash(s.alice, s.general, "quotes", map[string]any{"speaker": "John Kerry", "private": true})
	m = s.settled(m)
	if i, next := s.pressLabel(s.alice, m, "Next"); i.Callback != 7 || next.ID != m.ID || !strings.Contains(next.Content, "page 2 of ") {
		t.Errorf("Next shows %q by a response of type %d, want page 2 in its place", next.Content, i.Callback)
	}
}

func TestReportsThatFail(t *testing.T) {
	t.Parallel()
	e := &reporter{err: errors.New("no report, and a secret path")}
	s := play(t, scene{bot: reporting(e)})
	for command, options := range map[string]map[string]any{
		"summary": nil, "timeline": nil, "quotes": nil, "compare": {"a": "Iran", "b": "Turkey"}, "check": {"text": "A claim."},
	} {
		_, m := s.slash(s.alice, s.general, command, options)
		if !strings.Contains(m.Content, "on my side") || strings.Contains(m.Content, "secret") {
			t.Errorf("%s shows %q, want an apology with a code", command, m.Content)
		}
	}
}

// refusing is an engine whose reports are refused.
type refusing struct{ bot.Engine }

func (refusing) Timeline(context.Context, answer.TimelineRequest) (*answer.Report, error) {
	a := syria().Articles[0]
	p := a.Passages[0]
	return &answer.Report{
		Kind: answer.ReportTimeline, Refused: true, Reason: answer.ReasonUnknownName, Text: "The articles don't mention that name.",
		Retrieved: []answer.Retrieved{{Rank: 1, Text: p.Text(), Start: p.Start, End: p.End, Article: answer.Reference(a)}},
	}, nil
}

func TestARefusedReportShowsTheNearestPassages(t *testing.T) {
	t.Parallel()
	lib := bot.NewLibrary(refusing{syria().Engine}, syria().Articles, syria().Names)
	s := play(t, scene{bot: func(c *bot.Config) { c.Library = func() *bot.Library { return lib } }})
	_, m := s.slash(s.alice, s.general, "timeline", map[string]any{"actor": "Nobody"})
	m = s.settled(m)
	for _, want := range []string{"> /timeline Nobody\n", "don't mention that name", "**Nearest passages**"} {
		if !strings.Contains(m.Content, want) {
			t.Errorf("the refusal is %q, want %q in it", m.Content, want)
		}
	}
	if _, near := s.press(s.bob, m, "nearest"); !strings.Contains(near.Content, "**Nearest passages**") {
		t.Errorf("nearest shows %q", near.Content)
	}
}

// TestCheckAgainstTheArticles: a message is checked for who asks alone, and its
// author is told nothing.
func TestCheckAgainstTheArticles(t *testing.T) {
	t.Parallel()
	e := &reporter{}
	s := play(t, scene{bot: reporting(e)})
	for _, tt := range []struct{ content, checked, shows string }{
		{"Iran was at the table. @everyone", "Iran was at the table. @everyone", "**Supported ✅** · “Item 1 of"},
		{"https://example.org/a <https://example.org/b>", "", "has no text that I could check"},
	} {
		posted := s.post(discordtest.Post{Author: s.bob, Channel: s.general, Content: tt.content})
		i, err := s.MessageCommand(t.Context(), discordtest.Target{User: s.alice, Channel: s.general, Name: "Check against the articles", Message: posted.ID})
		s.check(err)
		if _, m := s.response(i); !m.Ephemeral || !strings.Contains(m.Content, tt.shows) {
			t.Errorf("the check of %q shows %q, ephemeral %v, want %q", tt.content, m.Content, m.Ephemeral, tt.shows)
		}
		list, err := s.Messages(t.Context(), s.general, s.bob)
		s.check(err)
		for _, m := range list {
			if m.Author.ID == s.me {
				t.Errorf("bob sees %q", m.Content)
			}
		}
		if got, _ := e.last().(answer.CheckRequest); tt.checked != "" && got.Text != tt.checked {
			t.Errorf("checked is %q, want %q", got.Text, tt.checked)
		}
	}
}

// covered is an engine that knows its coverage.
type covered struct{ bot.Engine }

func (covered) Coverage() *answer.Coverage {
	return &answer.Coverage{
		Publishers: []answer.CoverageName{{Name: "Gulf *News*", Articles: 2}, {Name: "Mehr", Articles: 1}},
		Actors:     []answer.CoverageName{{Name: "Russia", Articles: 5}},
		Gaps:       []answer.Gap{{From: "2016-08-25", To: "2017-01-25", Days: 153}},
	}
}

func TestSourcesSayWhatIsCovered(t *testing.T) {
	t.Parallel()
	lib := bot.NewLibrary(covered{syria().Engine}, syria().Articles, syria().Names)
	s := play(t, scene{bot: func(c *bot.Config) { c.Library = func() *bot.Library { return lib } }})
	_, m := s.slash(s.alice, s.general, "sources", nil)
	want := "-# Publishers: Gulf \\*News\\* (2), Mehr (1)\n-# Named in most articles: Russia (5)\n-# Nothing between 25 Aug 2016 – 25 Jan 2017\n- "
	if !strings.Contains(m.Content, want) {
		t.Errorf("sources shows %q, want %q in it", m.Content, want)
	}
}
