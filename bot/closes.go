package bot

import (
	"errors"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// discordgo tells with which code the gateway closed a connection, and that it
// called a session invalid, nowhere but in its log, whose hook is one for the
// whole process. So it is read there. The log names the gateway's address and
// not the session. That is enough: the codes that matter are final for every
// connection of a bot, and to resume a session that is well does no harm.
func init() {
	discordgo.Logger = func(_, _ int, format string, args ...any) {
		if format == identifiesAgain {
			listeners.tell("", func(c *connection) {
				if c.opening.Load() {
					signal(c.invalid)
				}
			})
			return
		}
		var gateway string
		var closed *websocket.CloseError
		invalid := false
		for _, a := range args {
			switch a := a.(type) {
			case string:
				gateway = a
			case error:
				errors.As(a, &closed)
				invalid = invalid || errors.Is(a, discordgo.ErrWSShardBounds) // see shard.connection
			}
		}
		switch {
		case invalid:
			listeners.tell(gateway, func(c *connection) { signal(c.invalid) })
		case closed != nil && fatalCloses[closed.Code] != "":
			listeners.tell(gateway, func(c *connection) { c.end(closed.Code) })
		}
	}
}

// identifiesAgain is what discordgo v0.29.0 logs when the gateway has called a
// session invalid. It names no gateway: every connection that is being opened
// takes it for its own, and at worst begins once more.
const identifiesAgain = "sending identify packet to gateway in response to Op9"

var listeners = closeListeners{all: map[*connection]bool{}}

// closeListeners are the connections that are to be told of final closes. Safe
// for concurrent use.
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

// tell has what was heard of the gateway at an address told to its connections,
// of "" to all.
func (l *closeListeners) tell(gateway string, what func(*connection)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.all {
		if at := c.gateway(); gateway == "" || at != "" && strings.HasPrefix(gateway, at) {
			what(c)
		}
	}
}

// end notes that the connection was closed for good.
func (c *connection) end(code int) {
	select {
	case c.final <- code:
	default:
	}
}
