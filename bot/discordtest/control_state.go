package discordtest

import (
	"errors"
	"fmt"
	"slices"
)

// Commands are the registered commands, and how they came to be.
type Commands struct {
	Global []Command            `json:"global"`
	Guild  map[string][]Command `json:"guild,omitempty"`
	Writes []CommandWrite       `json:"writes"` // every request that would change them
}

func controlCommands(s *Server, _ none) (Commands, error) {
	out := Commands{Global: []Command{}, Guild: map[string][]Command{}, Writes: list(slices.Clone(s.commands.writes))}
	for scope, commands := range s.commands.byScope {
		for _, k := range commands {
			if scope == "" {
				out.Global = append(out.Global, k.Command)
			} else {
				out.Guild[scope] = append(out.Guild[scope], k.Command)
			}
		}
	}
	return out, nil
}

func controlInteractions(s *Server, _ none) ([]Interaction, error) {
	out := []Interaction{}
	for _, a := range s.acts {
		out = append(out, s.show(a))
	}
	slices.SortFunc(out, func(a, b Interaction) int { return before(a.ID, b.ID) })
	return out, nil
}

func controlFaults(s *Server, _ none) ([]Fault, error) {
	out := []Fault{}
	for _, f := range s.faults {
		out = append(out, *f)
	}
	return out, nil
}

// Gateway is the state of the gateway and what was done at it.
type Gateway struct {
	Sessions []Session `json:"sessions"` // those that run or can be resumed, by shard
	// Ready says that there are connected sessions, one for each of their shards.
	Ready       bool       `json:"ready"`
	Connections int        `json:"connections"`
	Identifies  []Identify `json:"identifies"`
	Resumes     []Resume   `json:"resumes"`
	Heartbeats  int        `json:"heartbeats"`
	ClientCodes []int      `json:"client_codes"` // of closes by the client
	ServerCodes []int      `json:"server_codes"` // of closes by the server
}

func (s *Server) gatewayState() Gateway {
	h := &s.gateway
	g := Gateway{
		Sessions: []Session{}, Identifies: slices.Clone(h.identifies), Resumes: slices.Clone(h.resumes),
		Heartbeats: h.heartbeats, ClientCodes: slices.Clone(h.clientCodes), ServerCodes: slices.Clone(h.serverCodes),
	}
	shards := map[int]bool{}
	want := 0
	for _, ses := range h.sessions {
		g.Sessions = append(g.Sessions, ses.Session)
		if ses.Connected {
			shards[ses.Shard] = true
			want = max(want, ses.Shards)
		}
	}
	g.Ready = want > 0 && len(shards) == want
	slices.SortFunc(g.Sessions, func(a, b Session) int { return a.Shard*1_000_000 + before(a.ID, b.ID) - b.Shard*1_000_000 })
	for c := range h.conns {
		if !c.gone {
			g.Connections++
		}
	}
	return g
}

// What GatewayAction does.
const (
	DoReconnect      = "reconnect"  // op 7
	DoInvalidate     = "invalidate" // op 9 false: the session is over
	DoResumable      = "resumable"  // op 9 true: it is to be resumed
	DoClose          = "close"      // closes with Code
	DoDrop           = "drop"       // the connection breaks
	DoMute           = "mute"       // heartbeats are acknowledged no longer
	DoUnmute         = "unmute"
	DoAskHeartbeat   = "ask-heartbeat" // op 1
	DoRepeat         = "repeat"        // the last event of type Event comes a second time
	DoDown           = "down"          // connections are dropped and none is taken
	DoUp             = "up"
	DoForgetSessions = "forget-sessions" // none can be resumed
)

// GatewayAction is done to the connections of a shard, or of all for -1.
type GatewayAction struct {
	Do    string `json:"do"`
	Shard int    `json:"shard"`
	Code  int    `json:"code,omitempty"`
	Event string `json:"event,omitempty"`
}

func (s *Server) gatewayDo(a GatewayAction) error {
	switch a.Do {
	case DoUp:
		s.gateway.down = false
		return nil
	case DoDown:
		s.gateway.down = true
		for c := range s.gateway.conns {
			s.closeConn(c, 0, "")
		}
		return nil
	case DoForgetSessions:
		for _, ses := range s.gateway.sessions {
			s.gateway.end(ses)
		}
		return nil
	}
	var done int
	for _, ses := range s.gateway.sessions {
		if ses.conn == nil || a.Shard >= 0 && ses.Shard != a.Shard {
			continue
		}
		done++
		if err := s.sessionDo(ses, a); err != nil {
			return err
		}
	}
	if done == 0 {
		return errors.New("no such session is connected")
	}
	return nil
}

// lastingCodes are those after which a session cannot be resumed.
var lastingCodes = []int{1000, 1001, closeToken, closeSeq, closeTimedOut, closeShard, closeSharding, closeVersion, closeIntents, closeNotAllowed}

func (s *Server) sessionDo(ses *session, a GatewayAction) error {
	c := ses.conn
	switch a.Do {
	case DoReconnect:
		c.send(frame{Op: opReconnect})
	case DoInvalidate:
		s.gateway.end(ses)
		c.session = nil
		ses.left(c, s.now())
		c.send(frame{Op: opInvalidSession, Data: false})
	case DoResumable:
		c.session = nil
		ses.left(c, s.now())
		c.send(frame{Op: opInvalidSession, Data: true})
	case DoClose:
		if slices.Contains(lastingCodes, a.Code) {
			s.gateway.end(ses)
		}
		s.closeConn(c, a.Code, "")
	case DoDrop:
		s.closeConn(c, 0, "")
	case DoMute, DoUnmute:
		c.mute = a.Do == DoMute
	case DoAskHeartbeat:
		c.send(frame{Op: opHeartbeat})
	case DoRepeat:
		return s.repeat(ses, a.Event)
	default:
		return fmt.Errorf("the gateway cannot %q", a.Do)
	}
	return nil
}

// repeat gives a session its last event of a type again, under a new number.
func (s *Server) repeat(ses *session, name string) error {
	for _, f := range slices.Backward(ses.frames) {
		if f.name == name {
			s.give(ses, f.name, f.data)
			return nil
		}
	}
	return fmt.Errorf("session of shard %d had no event %q", ses.Shard, name)
}
