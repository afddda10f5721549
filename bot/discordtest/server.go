package discordtest

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Config says what Discord the server is. The zero value is one with the
// default limits, without validation.
type Config struct {
	// Token is the bot's; "test-token" when empty. With another, REST answers
	// 401 and identify is closed with 4004.
	Token string
	// BotName is the bot's user name; "rapporteur" when empty.
	BotName string
	// Listen is where to listen; 127.0.0.1:0 when empty.
	Listen string

	// Check finds fault with an exchange; nil finds none. It is called twice
	// for each: before the request is carried out, with a Status of 0, and what
	// it returns makes the request fail (400, code 50035); and with the answer,
	// and what it returns is a violation by the server itself. A finding
	// is "data.content: CODE: what is wrong", with or without path and code.
	// Called by several goroutines. See Validated.
	Check func(Exchange) []string
	// Policy finds what breaks the promises of the program under test. It sees
	// each exchange that Check sees before it is carried out, and what it
	// returns is a violation by the bot; the request goes on.
	Policy func(Exchange) []string

	// Intents are the privileged intents that the application may use
	// (IntentMembers, IntentPresences, IntentContent); none by default.
	Intents int
	// Heartbeat is the interval that hello asks for; 41.25 s when zero.
	Heartbeat time.Duration
	// MaxConcurrency is how many shards may identify within 5 s; 1 when zero.
	MaxConcurrency int
	// Identifies is how many identifies a day holds; 1,000 when zero.
	Identifies int
	// Shards is what /gateway/bot recommends; 1 when zero.
	Shards int

	// Limits are rate limits by route, such as "POST /channels/{channel}/messages",
	// and take the place of the defaults; Global is the one over all routes
	// (50 a second when zero).
	Limits map[string]Limit
	Global Limit
	// InvalidRequests is how many answers of 401, 403 and 429 within ten minutes
	// lead to a ban by address; 10,000 when zero.
	InvalidRequests int
	// OldEdits is how many edits an hour a message older than an hour takes
	// before code 30046; 5 when zero.
	OldEdits int

	// Now is the clock, time.Now when nil.
	Now func() time.Time
	// Seed is what the faults' chance starts from.
	Seed uint64
	// Record gets each recorded event as a line of JSON; nil for none.
	Record io.Writer
}

// Server is a fake Discord. Safe for concurrent use.
type Server struct {
	cfg      Config
	ahead    atomic.Int64 // by how much the clock was moved forward, in ns
	listener net.Listener
	http     *http.Server
	record   *recorder
	done     chan struct{} // closed by Close

	running sync.WaitGroup // every goroutine
	stop    sync.Mutex     // guards closing, and running.Add against Close
	closing bool

	mu       sync.Mutex // guards the fields below
	world    world
	commands registry
	acts     map[string]*interaction // by id
	tokens   map[string]*interaction // the same by token
	uploads  map[string]*upload      // files of commands, by id
	limits   *limiter
	faults   []*Fault
	chance   *rand.Rand
	gateway  hub
}

// Start returns a server that listens. The caller closes it.
func Start(cfg Config) (*Server, error) {
	cfg = cfg.withDefaults()
	for route := range cfg.Limits {
		if err := knownRoute(route); err != nil {
			return nil, fmt.Errorf("start a fake Discord: %w", err)
		}
	}
	l, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return nil, fmt.Errorf("start a fake Discord: %w", err)
	}
	s := &Server{
		cfg:      cfg,
		listener: l,
		record:   &recorder{to: cfg.Record, secret: cfg.Token},
		done:     make(chan struct{}),
		acts:     make(map[string]*interaction),
		tokens:   make(map[string]*interaction),
		uploads:  make(map[string]*upload),
		limits:   newLimiter(cfg),
		chance:   rand.New(rand.NewPCG(cfg.Seed, 1)),
		commands: registry{byScope: map[string][]*command{}},
		gateway:  hub{conns: map[*conn]bool{}, sessions: map[string]*session{}},
	}
	s.world.start(s.now(), cfg.BotName)
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	s.running.Go(func() { s.http.Serve(l) })
	return s, nil
}

func (c Config) withDefaults() Config {
	set(&c.Token, "test-token")
	set(&c.BotName, "rapporteur")
	set(&c.Listen, "127.0.0.1:0")
	set(&c.Heartbeat, 41250*time.Millisecond)
	set(&c.MaxConcurrency, 1)
	set(&c.Identifies, 1000)
	set(&c.Shards, 1)
	set(&c.Global, Limit{Requests: 50, Per: time.Second})
	set(&c.InvalidRequests, 10_000)
	set(&c.OldEdits, 5)
	if c.Now == nil {
		c.Now = time.Now
	}
	return c
}

// set gives a field that is zero its default.
func set[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// URL returns the address that DISCORD_API_URL is set to, such as
// http://127.0.0.1:4321/api/v10.
func (s *Server) URL() string { return s.base() + "/api/v10" }

func (s *Server) base() string { return "http://" + s.listener.Addr().String() }

// Driver returns a client of the server's control routes.
func (s *Server) Driver() *Driver { return NewDriver(s.base()) }

// Close ends all connections and returns when nothing of the server runs any
// longer. It may be called twice.
func (s *Server) Close() error {
	s.stop.Lock()
	first := !s.closing
	s.closing = true
	s.stop.Unlock()
	var err error
	if first {
		close(s.done)
		err = s.http.Close()
		s.mu.Lock()
		s.gateway.dropAll()
		s.mu.Unlock()
	}
	s.running.Wait()
	return err
}

// ServeHTTP serves all faces of the server.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.stop.Lock()
	if s.closing {
		s.stop.Unlock()
		panic(http.ErrAbortHandler)
	}
	s.running.Add(1)
	s.stop.Unlock()
	defer s.running.Done()

	switch {
	case strings.HasPrefix(r.URL.Path, "/control/"):
		s.serveControl(w, r)
	case strings.HasPrefix(r.URL.Path, "/api/"):
		s.serveREST(w, r)
	case strings.HasPrefix(r.URL.Path, uploadPath):
		s.serveUpload(w, r)
	default:
		s.serveGateway(w, r)
	}
}

// now is the time in the server's world.
func (s *Server) now() time.Time {
	return s.cfg.Now().Add(time.Duration(s.ahead.Load()))
}
