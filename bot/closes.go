package bot

import (
	"encoding/json"
	"errors"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// discordgo tells three things nowhere but in its log, whose hook is one for the
// whole process: with which code the gateway closed a connection, that it called
// a session invalid, and how often it wants heartbeats. So they are read there,
// by the formats of v0.29.0. The log does not name the session. What is said while
// one is opened is said on the goroutine that opens it; later, the gateway's
// address is there, and that is enough: the codes that matter are final for every
// connection of a bot, and to resume a session once more does no harm.
const (
	logRead     = "error reading from gateway %s websocket, %s"
	logIdentify = "error sending gateway identify packet, %s, %s"
	logAgain    = "sending identify packet to gateway in response to Op9"
	logEvent    = "Op: %d, Seq: %d, Type: %s, Data: %s\n\n"
)

func init() {
	discordgo.Logger = func(_, _ int, format string, args ...any) {
		switch format {
		case logRead, logIdentify:
			if len(args) == 2 {
				heardError(args[0], args[1])
			}
		case logAgain:
			if c := openedHere(); c != nil {
				signal(c.invalid)
			}
		case logEvent:
			if len(args) == 4 && args[0] == opHello {
				heardHello(args[3])
			}
		}
	}
}

// opHello is the gateway's first word.
const opHello = 10

func heardError(at, failed any) {
	gateway, _ := at.(string)
	err, _ := failed.(error)
	var closed *websocket.CloseError
	switch {
	case errors.Is(err, discordgo.ErrWSShardBounds): // see shard.connection
		listeners.of(gateway, func(c *connection) { signal(c.invalid) })
	case errors.As(err, &closed) && fatalCloses[closed.Code] != "":
		listeners.of(gateway, func(c *connection) { c.end(closed.Code) })
	}
}

func heardHello(said any) {
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // milliseconds
	}
	raw, _ := said.(string)
	if json.Unmarshal([]byte(raw), &hello) == nil && hello.Interval > 0 {
		if c := openedHere(); c != nil {
			c.interval.Store(int64(time.Duration(hello.Interval) * time.Millisecond))
		}
	}
}

// opening maps the goroutines that open a connection to it.
var opening sync.Map

// openedHere returns the connection that this goroutine opens, nil for none.
func openedHere() *connection {
	c, _ := opening.Load(goroutine())
	opened, _ := c.(*connection)
	return opened
}

// goroutine names the goroutine that calls it, by the first line of its stack:
// "goroutine 7 [running]:".
func goroutine() string {
	var stack [64]byte
	fields := strings.Fields(string(stack[:runtime.Stack(stack[:], false)]))
	return fields[1]
}

// end notes that the connection was closed for good.
func (c *connection) end(code int) {
	select {
	case c.final <- code:
	default:
	}
}

var listeners = closeListeners{all: map[*connection]bool{}}

// closeListeners are the connections that are told what the log says. Safe for
// concurrent use.
type closeListeners struct {
	mu  sync.Mutex // guards all
	all map[*connection]bool
}

func (l *closeListeners) add(c *connection) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all[c] = true
}

func (l *closeListeners) remove(c *connection) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.all, c)
}

// of has something told to the connections to a gateway.
func (l *closeListeners) of(gateway string, tell func(*connection)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.all {
		if at := c.gateway(); at != "" && strings.HasPrefix(gateway, at) {
			tell(c)
		}
	}
}
