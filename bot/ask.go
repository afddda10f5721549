package bot

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"rapporteur/answer"
	"rapporteur/bot/locale"
	"rapporteur/bot/queue"
	"rapporteur/bot/reply"
	"rapporteur/store"
)

// asked is one request on its way from the event that brought it to its reply.
type asked struct {
	event   string // id of the message or interaction that asks
	claim   string // the event's name in the store
	resumed bool   // a run before this one had taken it up
	by      queue.Place
	kind    string // for the log: mention, reply, dm, ask, summary, …
	texts   *locale.Texts
	private bool   // only the asker sees the reply
	shown   string // shown above the answer where others could not see what was asked
	embeds  bool   // embeds may be shown, as far as is known
	arrived time.Time

	work
	turns func(ctx context.Context) []answer.Turn // what was said before; nil for nothing
	where func(ctx context.Context) surface       // opens where the reply is shown; called once

	mu       sync.Mutex // guards what is shown on the surface, and the surface
	at       surface
	accepted func() // called when q is in the queue; may be nil
	finished func() // called when nothing more is to be shown; may be nil
}

// surface returns where the reply is shown. The caller holds mu.
func (q *asked) surface(ctx context.Context) surface {
	if q.at == nil {
		q.at = q.where(ctx)
	}
	return q.at
}

func (q *asked) end() {
	if q.finished != nil {
		q.finished()
	}
}

// noticeAfter is how long a question waits in silence before the asker is told
// that it does.
const noticeAfter = 4 * time.Second

// noticeLook is how often it is looked whether its turn has come.
const noticeLook = 100 * time.Millisecond

// submit puts q into the queue, or tells why it cannot be.
func (b *Bot) submit(ctx context.Context, q *asked) {
	if !b.claimed(ctx, q) {
		b.cfg.Log.Info("question answered before", "request", q.event, "kind", q.kind)
		q.end()
		return
	}
	ticket, err := b.questions.Submit(q.by,
		func(ctx context.Context) { b.guard(ctx, q, b.answer) },
		func() { b.drop(q) })
	if err != nil {
		b.turnAway(q, err)
		return
	}
	if q.accepted != nil {
		q.accepted()
	}
	b.spawn(func() { b.notice(q, ticket) })
}

// guard runs a job, and tells the asker when it panics: a failure is one of this
// question, not of the bot.
func (b *Bot) guard(ctx context.Context, q *asked, job func(context.Context, *asked)) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		b.panicked(p, debug.Stack())
		last, cancel := lingering(ctx, lastWords)
		defer cancel()
		q.mu.Lock()
		defer q.mu.Unlock()
		out := outcome{err: errPanic, code: b.fail(last, q)}
		b.over(last, q)
		b.logQuestion(q, out)
		q.end()
	}()
	job(ctx, q)
}

// errPanic stands for a panic, whose stack is in the log.
var errPanic = errors.New("a panic")

// drop tells the asker that the bot is to stop before the turn of q has come.
func (b *Bot) drop(q *asked) {
	defer q.end()
	ctx, cancel := context.WithTimeout(b.life, deliverTimeout)
	defer cancel()
	q.mu.Lock()
	defer q.mu.Unlock()
	b.say(ctx, q, q.texts.Say("closing"))
	b.over(ctx, q)
	b.logQuestion(q, outcome{waited: time.Since(q.arrived), dropped: true})
}

// notice tells the asker how many are before them, when it takes long.
func (b *Bot) notice(q *asked, ticket *queue.Ticket) {
	for time.Since(q.arrived) < noticeAfter {
		if !sleep(b.life, noticeLook) || ticket.Ahead() < 0 || b.closing.Load() {
			return
		}
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	ahead := ticket.Ahead()
	if ahead < 0 {
		return
	}
	ctx, cancel := context.WithTimeout(b.life, noticeAfter)
	defer cancel()
	if _, err := q.surface(ctx).show(ctx, reply.Text(q.texts.Say("queue.ahead", "n", ahead))); err != nil {
		b.cfg.Log.Debug("the asker could not be told to wait", "error", err)
	}
}

// turnAway says which limit was reached. In a channel it is said once a minute
// to a user, or a flood of questions would be one of replies; and it waits for
// its turn like a look-up, so that many such floods hold up no other event.
func (b *Bot) turnAway(q *asked, why error) {
	b.cfg.Watch.Done(Done{Kind: q.kind, Direct: q.by.Server == "", Outcome: TurnedAway, Limit: limitOf(why)})
	b.cfg.Log.Info("question turned away", "request", q.event, "kind", q.kind, "server", q.by.Server, "reason", why)
	tell := func(ctx context.Context, q *asked) {
		defer q.end()
		q.mu.Lock()
		defer q.mu.Unlock()
		b.say(ctx, q, limitText(q.texts, why))
		b.over(ctx, q)
	}
	if !q.loud() || errors.Is(why, queue.ErrClosed) {
		ctx, cancel := context.WithTimeout(b.life, deliverTimeout)
		defer cancel()
		b.guard(ctx, q, tell)
		return
	}
	if b.limited.first(q.by.User) {
		_, err := b.lookups.Submit(q.by, func(ctx context.Context) { b.guard(ctx, q, tell) }, nil)
		if err == nil {
			return
		}
	}
	b.over(b.life, q)
	q.end()
}

// loud reports that a reply to q is a message of its own.
func (q *asked) loud() bool { return q.kind == kindMention || q.kind == kindReply || q.kind == kindDM }

func limitText(t *locale.Texts, err error) string {
	var limit *queue.LimitError
	if !errors.As(err, &limit) {
		return t.Say("closing")
	}
	switch limit.Kind {
	case queue.Hour:
		return t.Say("limit.hour", "n", limit.Count, "time", timestamp(limit.Until))
	case queue.FullUser:
		return t.Say("queue.full_user", "n", limit.Count)
	case queue.FullServer:
		return t.Say("queue.full_server")
	}
	return t.Say("queue.full")
}

// answer answers one question when its turn has come: exactly one reply is left
// in the end, unless the question has gone.
func (b *Bot) answer(ctx context.Context, q *asked) {
	defer q.end()
	started := time.Now()
	q.mu.Lock() // a notice may still be shown
	defer q.mu.Unlock()
	working, done := b.underway.begin(ctx, q.event, q.by.Channel)
	defer done()
	if b.deleted.has(q.event) {
		b.underway.cancel(q.event)
	}
	working, expire := context.WithTimeout(working, b.cfg.Timeout)
	defer expire()
	lib := b.cfg.Library()
	a, report, err := b.compose(working, q, lib)
	composed := time.Now()
	last, cancel := lingering(ctx, lastWords)
	defer cancel()
	out := outcome{answer: a, err: err, waited: started.Sub(q.arrived)}
	switch {
	case errors.Is(err, errDuplicate):
		return
	case err == nil && report != nil && !report.Refused:
		out.err = b.deliverReport(last, q, lib, report)
	case err == nil:
		out.err = b.deliver(last, q, lib, a)
	case ctx.Err() != nil:
		out.dropped = true
		b.say(last, q, q.texts.Say("closing"))
	case errors.Is(working.Err(), context.Canceled):
		out.err = errGone
		if q.at != nil {
			q.at.withdraw(last)
		}
	default:
		out.code = b.fail(last, q)
	}
	out.delivered = time.Since(composed)
	b.over(last, q)
	b.logQuestion(q, out)
}

// over notes that nothing is left to do for q.
func (b *Bot) over(ctx context.Context, q *asked) {
	if err := b.cfg.Store.Answered(ctx, q.claim); err != nil {
		b.cfg.Log.Debug("claim not closed", "error", err)
	}
}

// claimed reports that q is ours to answer: no other process, and no run before
// this one, has taken it up. A store that fails keeps nobody from an answer.
func (b *Bot) claimed(ctx context.Context, q *asked) bool {
	if q.resumed {
		return true
	}
	first, err := b.cfg.Store.Claim(ctx, q.claim)
	return err != nil || first
}

// lastWords is how long a reply may still take when the grace of the bot's end
// is over.
const lastWords = 5 * time.Second

// lingering returns a context that ends some time after ctx does.
func lingering(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if sleep(late, d) {
			cancel()
		}
	})
	return late, func() { stop(); cancel() }
}

// errGone says that the message that asked was deleted.
var errGone = errors.New("the question was deleted")

// compose has the engine answer, and shows the answer as it grows. A report comes
// as such and as the answer that it would be. When what is shown, or its channel,
// is deleted, nobody waits for the rest.
func (b *Bot) compose(ctx context.Context, q *asked, lib *Library) (*answer.Answer, *answer.Report, error) {
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	r := q.request
	r.ID, r.Server = q.event, q.by.Server
	if q.turns != nil {
		r.Context = q.turns(ctx)
	}
	at := q.surface(ctx)
	if i, ok := at.(*interactionSurface); ok {
		if err := i.wait(ctx); errors.Is(err, errDuplicate) {
			return nil, nil, err
		}
	}
	g := b.grow(at, func() { b.underway.cancel(q.event) }, reply.Options{Texts: q.texts, Embeds: q.embeds, Question: q.shown, Private: q.private})
	defer g.stop()
	if q.report == nil {
		r.Grow = g.put
		a, err := lib.Engine.Answer(ctx, r)
		return a, nil, err
	}
	report, err := q.report(ctx, lib.Engine, q.by.Server, g.put)
	if err != nil {
		return nil, nil, err
	}
	return reply.Refusal(report, r.Question), report, nil
}

// outcome is what became of a question.
type outcome struct {
	answer    *answer.Answer // nil when there is none
	hits      int            // of a look-up
	waited    time.Duration  // for its turn
	delivered time.Duration  // that Discord took to take the reply
	dropped   bool           // the bot is to stop
	code      string         // that the asker was told, "" for none
	err       error
}

// logQuestion writes the one line that a question leaves behind. Its text is
// in none but the most talkative log.
func (b *Bot) logQuestion(q *asked, out outcome) {
	done := Done{
		Kind: q.kind, Direct: q.by.Server == "", Outcome: outcomeOf(out), Answer: out.answer,
		Waited: out.waited, Delivered: out.delivered, Total: time.Since(q.arrived),
	}
	b.cfg.Watch.Done(done)
	level, attrs := slog.LevelInfo, []slog.Attr{
		slog.String("request", q.event), slog.String("kind", q.kind), slog.String("server", q.by.Server),
		slog.String("outcome", string(done.Outcome)), slog.String("language", q.texts.Language()),
		slog.Duration("waited", done.Waited.Round(time.Millisecond)), slog.Duration("delivered", done.Delivered.Round(time.Millisecond)),
		slog.Duration("total", done.Total.Round(time.Millisecond)),
	}
	if q.kind == kindLookup {
		attrs = append(attrs, slog.Int("hits", out.hits))
	}
	if a := out.answer; a != nil {
		attrs = append(attrs,
			slog.String("writer", a.Writer), slog.Bool("refused", a.Refused), slog.String("reason", a.Reason),
			slog.Int("hits", a.Trace.Hits), slog.Int("citations", len(a.Citations)), slog.Int("dropped", len(a.Dropped)),
			slog.Float64("retrieve_ms", a.Timing.Retrieve), slog.Float64("write_ms", a.Timing.Write),
		)
		if a.Degraded != "" || a.Trace.Degraded != "" {
			level = slog.LevelWarn
			attrs = append(attrs, slog.String("degraded", strings.TrimSpace(a.Degraded+" "+a.Trace.Degraded)))
		}
	}
	if out.err != nil {
		attrs = append(attrs, slog.String("error", out.err.Error()))
	}
	switch done.Outcome {
	case Failed:
		level = slog.LevelError
		attrs = append(attrs, slog.String("code", out.code))
	case Undelivered:
		level = slog.LevelWarn
	}
	b.cfg.Log.LogAttrs(context.Background(), level, "question", attrs...)
	b.cfg.Log.Debug("question text", "request", q.event, "question", q.request.Question)
}

// keptPrivate is the kind of a kept reply that only its asker has seen.
const keptPrivate = "private"

// keep stores what the buttons of an answer need and returns its key, "" when
// it cannot be kept: then there are no buttons.
func (b *Bot) keep(ctx context.Context, q *asked, kept *reply.Kept) string {
	body, err := kept.Encode()
	if err != nil {
		b.cfg.Log.Error("a reply cannot be kept", "error", err)
		return ""
	}
	key, kind := store.NewKey(), q.kind
	if q.private {
		kind = keptPrivate
	}
	err = b.cfg.Store.Keep(ctx, store.Reply{
		Key: key, Server: q.by.Server, Channel: q.surface(ctx).channelID(), Asker: q.by.User, Kind: kind, Body: body, At: time.Now(),
	})
	if err != nil {
		b.cfg.Log.Warn("a reply is not kept", "error", err)
		return ""
	}
	return key
}
