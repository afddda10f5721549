package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// intents are what the bot hears of: servers and channels, messages in them and
// in direct messages. None is privileged: the text of a message comes only with
// those that mention the bot, reply to it, or are sent to it directly.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// FatalError is an end of the connection that no further try can mend. Its
// text is one sentence that says what to do.
type FatalError struct {
	Code int // of the gateway's close, 0 for another refusal
	msg  string
}

func (e *FatalError) Error() string { return e.msg }

// fatal returns the FatalError in what Discord's gateway or API said, nil when
// trying again may help:
// https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
func fatal(err error) *FatalError {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		if msg := fatalCloses[closed.Code]; msg != "" {
			return &FatalError{closed.Code, msg}
		}
	}
	if status(err) == 401 {
		return &FatalError{0, fatalCloses[4004]}
	}
	return nil
}

var fatalCloses = map[int]string{
	4004: "Discord refused the token (4004); take a new one from the Bot page of the developer portal and set DISCORD_TOKEN",
	4010: "Discord refused the shard (4010); DISCORD_SHARD_ID has to be less than DISCORD_SHARD_COUNT",
	4011: "Discord asks for more shards (4011); raise DISCORD_SHARD_COUNT, or unset it to have the number chosen",
	4012: "Discord refused the version of its gateway (4012); update Rapporteur",
	4013: "Discord refused the intents (4013); update Rapporteur",
	4014: "Discord refused the intents (4014); the bot needs none that is privileged: check that the application may be in servers and is not restricted",
}

// Bounds of waiting between two tries to connect. A connection that is lost is
// resumed at once, for what is asked meanwhile has three seconds. Identifies are
// another matter, see identifies.
const (
	firstPause = time.Second
	longPause  = time.Minute
	// openTimeout bounds one try to connect.
	openTimeout = 30 * time.Second
)

// identifies returns what bounds the identifies of a bot with so many shards:
// after 1,000 in a day Discord resets the token.
func identifies(shards int) *rate.Limiter {
	return rate.NewLimiter(rate.Every(2*time.Minute), 20+2*shards)
}

// turn spaces the identifies of the shards that share one. Discord counts from
// when an identify reaches it, which can be long after it was begun; so the turn
// is kept until it was answered or given up, and is free identifyEvery later.
type turn struct{ free chan time.Time }

// identifyEvery is what Discord asks for between two identifies of one turn, and
// a little for clocks that differ.
const identifyEvery = 5*time.Second + 100*time.Millisecond

func newTurn() turn {
	t := turn{make(chan time.Time, 1)}
	t.free <- time.Time{}
	return t
}

// take waits for the turn; false when ctx ended before. What is taken is to be
// given back.
func (t turn) take(ctx context.Context) bool {
	select {
	case from := <-t.free:
		if !sleep(ctx, time.Until(from)) {
			t.free <- from
			return false
		}
		return true
	case <-ctx.Done():
		return false
	}
}

func (t turn) giveBack() { t.free <- time.Now().Add(identifyEvery) }

// shard is one connection to the gateway. discordgo would reconnect by itself,
// and for ever also where nothing can come of it; so that is switched off, and
// run does it.
type shard struct {
	id, count  int
	newSession func() (_ *discordgo.Session, gateway func() string) // with its handlers, not opened
	turn       turn
	budget     *rate.Limiter // bounds the identifies of all shards
	log        *slog.Logger
	links      *uplinks // counts the connections of all shards
}

// connection is a session of the gateway, which outlives its websocket.
type connection struct {
	session *discordgo.Session
	lost    chan struct{} // receives when the websocket is lost; holds one
	greeted chan struct{} // receives when READY or RESUMED came; holds one
	invalid chan struct{} // receives when the gateway called the session invalid; holds one
	final   chan int      // receives the code of a close that is final; holds one
	gateway func() string // the address it was told of, "" before

	interval atomic.Int64 // between heartbeats, in ns; 0 before the gateway said so

	begun bool // it was greeted once, so that it can be resumed
}

// run keeps the shard connected until ctx ends, or returns the FatalError
// because of which that cannot be.
func (s *shard) run(ctx context.Context) error {
	var c *connection // nil: a new session is begun
	defer func() { s.close(c) }()
	pause := firstPause
	for ctx.Err() == nil {
		if c == nil {
			c = s.connection()
		}
		resuming := c.begun
		// A session that never was greeted is begun with an identify.
		if !resuming && (s.budget.Wait(ctx) != nil || !s.turn.take(ctx)) {
			return nil
		}
		began := time.Now()
		err := s.open(ctx, c)
		if !resuming {
			s.turn.giveBack()
		}
		if err == nil {
			c.begun, pause = true, firstPause
			s.log.Info("connected", "shard", s.id, "resumed", resuming)
			s.links.connected(resuming)
			f := s.stay(ctx, c)
			s.links.ended(f != nil || ctx.Err() == nil)
			if f != nil {
				return f
			}
			if ctx.Err() != nil {
				return nil
			}
			s.log.Warn("connection lost", "shard", s.id, "after", time.Since(began).Round(time.Second))
			sleep(ctx, rand.N(firstPause/2))
			continue
		}
		switch f := fatal(err); {
		case f != nil:
			return f
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, discordgo.ErrWSShardBounds) || errors.Is(err, errInvalidSession):
			s.log.Info("the session is no longer valid; a new one is begun", "shard", s.id)
		default:
			s.links.failed()
			s.log.Warn("cannot connect", "shard", s.id, "error", err, "next_try_within", pause)
		}
		if unresumable(err) {
			s.close(c)
			c = nil
		}
		sleep(ctx, pause/2+rand.N(pause/2))
		pause = min(2*pause, longPause)
	}
	return nil
}

// silence is how long the gateway may leave heartbeats without an answer.
// discordgo waits for five of them, and then closes in a way that ends the session.
func (c *connection) silence() time.Duration {
	const usual = 41250 * time.Millisecond
	interval := time.Duration(cmp.Or(c.interval.Load(), int64(usual)))
	return max(time.Second, interval*5/2)
}

// unresumable reports that it is the session that cannot go on, not the network.
func unresumable(err error) bool {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		switch closed.Code {
		case 4003, 4005, 4007, 4009: // not authenticated, already, wrong sequence, timed out
			return true
		}
	}
	return errors.Is(err, discordgo.ErrWSShardBounds) || errors.Is(err, errInvalidSession) || errors.Is(err, errNoWelcome)
}

func (s *shard) connection() *connection {
	session, gateway := s.newSession()
	c := &connection{
		session: session, gateway: gateway,
		lost: make(chan struct{}, 1), greeted: make(chan struct{}, 1), invalid: make(chan struct{}, 1), final: make(chan int, 1),
	}
	listeners.add(c)
	c.session.ShouldReconnectOnError = false
	c.session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) { signal(c.lost) })
	c.session.AddHandler(func(*discordgo.Session, *discordgo.Ready) { signal(c.greeted) })
	c.session.AddHandler(func(*discordgo.Session, *discordgo.Resumed) { signal(c.greeted) })
	session.ShardID, session.ShardCount = s.id, s.count
	// When the gateway calls a session invalid, discordgo identifies at once,
	// where Discord asks to wait a little, and also where the session could be
	// resumed. A shard number out of bounds makes that an error. The handler runs
	// where discordgo reads the numbers, so they need no lock.
	session.AddHandler(func(session *discordgo.Session, _ *discordgo.Ready) {
		session.ShardID, session.ShardCount = outOfBounds, outOfBounds
	})
	return c
}

const outOfBounds = 2

// signal puts a token into a channel that holds one.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// open connects: a new session, or the one before where it can be resumed.
// discordgo waits for the gateway without a bound, so it is given one here.
func (s *shard) open(ctx context.Context, c *connection) error {
	drain(c.invalid)
	drain(c.lost)
	drain(c.greeted)
	done := make(chan error, 1)
	go func() {
		id := goroutine()
		opening.Store(id, c)
		defer opening.Delete(id)
		done <- c.session.Open()
	}()
	late := time.NewTimer(openTimeout)
	defer late.Stop()
	select {
	case err := <-done:
		if err != nil {
			return err
		}
	case <-late.C:
		return errNoWelcome
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-c.greeted:
		return nil
	case <-c.invalid:
		// discordgo has identified again at once, and would go on doing so.
		_ = c.session.CloseWithCode(websocket.CloseServiceRestart)
		return errInvalidSession
	case <-c.lost:
		return errCut
	case <-late.C:
		return errNoWelcome
	case <-ctx.Done():
		return ctx.Err()
	}
}

// What open finds besides what discordgo tells. errCut leaves the session as it
// was; the others end it, and the next try begins a new one.
var (
	errCut            = errors.New("the connection was cut before the welcome")
	errNoWelcome      = errors.New("no welcome from the gateway")
	errInvalidSession = errors.New("the gateway called the session invalid")
)

func drain(c chan struct{}) {
	select {
	case <-c:
	default:
	}
}

// stay returns when the connection is lost or ctx ends; the FatalError when it
// was closed for good.
func (s *shard) stay(ctx context.Context, c *connection) *FatalError {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case code := <-c.final:
			return &FatalError{code, fatalCloses[code]}
		case <-c.invalid:
			// Resuming it tells whether it can be; if not, a new one is begun.
			_ = c.session.CloseWithCode(websocket.CloseServiceRestart)
		case <-c.lost:
			select { // it was told before
			case code := <-c.final:
				return &FatalError{code, fatalCloses[code]}
			default:
				return nil
			}
		case <-tick.C:
			c.session.RLock()
			heard := c.session.LastHeartbeatAck
			c.session.RUnlock()
			if time.Since(heard) > c.silence() {
				s.log.Warn("the gateway does not answer heartbeats", "shard", s.id)
				// Any code but 1000 and 1001 keeps the session, so that it is resumed.
				_ = c.session.CloseWithCode(websocket.CloseServiceRestart)
			}
		}
	}
}

// close ends a session for good.
func (s *shard) close(c *connection) {
	if c == nil {
		return
	}
	listeners.remove(c)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = c.session.Close()
	}()
	select {
	case <-done:
	case <-time.After(3 * time.Second): // one that hangs is left to the end of the process
	}
}

// sleep waits; false when ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
