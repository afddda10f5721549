package bot

import (
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

// Bounds of waiting between two tries to connect. They keep the bot far below
// the 1,000 identifies a day after which Discord resets the token.
const (
	firstPause = time.Second
	longPause  = 2 * time.Minute
	// steady is how long a connection has to hold for the next loss to be a
	// fresh one.
	steady = 2 * time.Minute
	// openTimeout bounds one try to connect.
	openTimeout = 30 * time.Second
	// silence is how long the gateway may leave heartbeats without an answer: it
	// asks for one about every 41 seconds. discordgo waits for five of them, and
	// then closes in a way that ends the session.
	silence = 100 * time.Second
)

// shard is one connection to the gateway. discordgo would reconnect by itself,
// and for ever also where nothing can come of it; so that is switched off, and
// run does it.
type shard struct {
	id, count  int
	newSession func() (_ *discordgo.Session, gateway func() string) // with its handlers, not opened
	gate       *rate.Limiter                                        // spaces the identifies of shards that share a turn
	log        *slog.Logger
	ready      atomic.Bool // connected now
}

// connection is a session of the gateway, which outlives its websocket.
type connection struct {
	session *discordgo.Session
	lost    chan struct{} // receives when the websocket is lost; holds one
	greeted chan struct{} // receives when READY or RESUMED came; holds one
	invalid chan struct{} // receives when the gateway called the session invalid; holds one
	final   chan int      // receives the code of a close that is final; holds one
	gateway func() string // the address it was told of, "" before
}

// run keeps the shard connected until ctx ends, or returns the FatalError
// because of which that cannot be.
func (s *shard) run(ctx context.Context) error {
	var c *connection // nil: a new session is begun
	defer func() { s.close(c) }()
	pause := firstPause
	for ctx.Err() == nil {
		resuming := c != nil
		if !resuming {
			if s.gate.Wait(ctx) != nil {
				return nil
			}
			c = s.connection()
		}
		began := time.Now()
		err := s.open(ctx, c)
		if f := fatal(err); f != nil {
			return f
		}
		if err == nil {
			s.log.Info("connected", "shard", s.id, "resumed", resuming)
			s.ready.Store(true)
			f := s.stay(ctx, c)
			s.ready.Store(false)
			if f != nil {
				return f
			}
			if ctx.Err() != nil {
				return nil
			}
			held := time.Since(began)
			s.log.Warn("connection lost", "shard", s.id, "after", held.Round(time.Second))
			if held > steady {
				pause = firstPause
				continue // at once: a resume loses nothing
			}
		} else if errors.Is(err, discordgo.ErrWSShardBounds) {
			s.log.Info("the session cannot be resumed; a new one is begun", "shard", s.id)
			s.close(c)
			c = nil
			sleep(ctx, time.Second+rand.N(4*time.Second)) // as Discord asks for
			continue
		} else if ctx.Err() == nil {
			s.log.Warn("cannot connect", "shard", s.id, "error", err, "next_try_within", pause)
			if unresumable(err) {
				s.close(c)
				c = nil
			}
		}
		sleep(ctx, pause/2+rand.N(pause/2))
		pause = min(2*pause, longPause)
	}
	return nil
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
	return errors.Is(err, errNoWelcome)
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
	go func() { done <- c.session.Open() }()
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
	case <-c.lost:
		return errNoWelcome
	case <-late.C:
		return errNoWelcome
	case <-ctx.Done():
		return ctx.Err()
	}
}

// errNoWelcome ends a session: the next try begins a new one.
var errNoWelcome = errors.New("no welcome from the gateway")

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
	var pulse pulse
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
			if pulse.stopped(heard, time.Now()) {
				s.log.Warn("the gateway does not answer heartbeats", "shard", s.id)
				// Any code but 1000 and 1001 keeps the session, so that it is resumed.
				_ = c.session.CloseWithCode(websocket.CloseServiceRestart)
			}
		}
	}
}

// pulse follows how often the gateway answers heartbeats.
type pulse struct {
	last    time.Time
	longest time.Duration // between two answers
}

// stopped reports that no answer has come since heard for more than two and a
// half times as long as they take, or for silence.
func (p *pulse) stopped(heard, now time.Time) bool {
	if !p.last.IsZero() && heard.After(p.last) {
		p.longest = max(p.longest, heard.Sub(p.last))
	}
	p.last = heard
	patience := silence
	if p.longest > 500*time.Millisecond { // the first two answers come together
		patience = min(silence, p.longest*5/2)
	}
	return now.Sub(heard) > patience
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
