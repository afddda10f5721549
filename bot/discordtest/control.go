package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// A control route is POST /control/NAME with one JSON value in and one out; an
// error is {"error": "…"} with status 400. Its function runs under the server's
// mutex.
type controlRoute struct {
	asks bool // changes nothing, and is not recorded
	run  func(*Server, []byte) (any, error)
}

// acts makes a control route of a function.
func acts[In, Out any](f func(*Server, In) (Out, error)) controlRoute {
	return controlRoute{run: func(s *Server, raw []byte) (any, error) {
		var in In
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, fmt.Errorf("the body: %w", err)
		}
		return f(s, in)
	}}
}

// asks makes one of a function that changes nothing.
func asks[In, Out any](f func(*Server, In) (Out, error)) controlRoute {
	r := acts(f)
	r.asks = true
	return r
}

// none is the answer of a route that has none.
type none struct{}

// does makes one of a function that has no answer.
func does[In any](f func(*Server, In) error) controlRoute {
	return acts(func(s *Server, in In) (none, error) { return none{}, f(s, in) })
}

// Bodies of control routes that have no type of their own.
type (
	byID struct {
		ID string `json:"id"`
	}
	channelQuery struct {
		Channel string `json:"channel"`
		Viewer  string `json:"viewer,omitempty"`
		Deleted bool   `json:"deleted,omitempty"`
	}
	permissionsOf struct {
		Channel     string   `json:"channel,omitempty"`
		Guild       string   `json:"guild,omitempty"`
		User        string   `json:"user,omitempty"`
		Permissions []string `json:"permissions"`
	}
	threadState struct {
		ID       string `json:"id"`
		Archived bool   `json:"archived"`
		Locked   bool   `json:"locked"`
	}
	textEdit struct {
		ID      string `json:"id"`
		Content string `json:"content"`
	}
	advance struct {
		By time.Duration `json:"by"`
	}
	limitOf struct {
		Route string `json:"route"`
		Limit Limit  `json:"limit"`
	}
	recordQuery struct {
		After int64  `json:"after"`
		Kind  string `json:"kind"`
	}
)

var controlRoutes = map[string]controlRoute{
	"add-user":        acts((*Server).addUser),
	"add-guild":       acts((*Server).addGuild),
	"add-channel":     acts((*Server).addChannel),
	"add-role":        acts((*Server).addRole),
	"set-user":        does((*Server).setUser),
	"set-member":      does(controlMember),
	"set-permissions": does(controlPermissions),
	"set-thread":      does(func(s *Server, in threadState) error { return s.setThread(in.ID, in.Archived, in.Locked) }),
	"remove-bot":      does(func(s *Server, in byID) error { return s.removeBot(in.ID) }),
	"delete-channel":  does(func(s *Server, in byID) error { return s.deleteChannel(in.ID) }),
	"delete-message":  does(controlDeleteMessage),

	"post":      acts((*Server).post),
	"edit-post": acts(func(s *Server, in textEdit) (Message, error) { return s.editPost(in.ID, in.Content) }),
	"slash":     acts((*Server).slash),
	"target":    acts((*Server).target),
	"press":     acts((*Server).press),
	"submit":    acts((*Server).submit),

	"add-fault":    acts((*Server).addFault),
	"clear-faults": does(func(s *Server, _ none) error { s.faults = nil; return nil }),
	"set-limit":    does(controlLimit),
	"advance":      acts(controlAdvance),
	"gateway-do":   does((*Server).gatewayDo),

	"bot":          asks(func(s *Server, _ none) (User, error) { return *s.world.bot, nil }),
	"channel":      asks(controlChannel),
	"channels":     asks(controlChannels),
	"messages":     asks(func(s *Server, in channelQuery) ([]Message, error) { return s.seen(in.Channel, in.Viewer, in.Deleted) }),
	"message":      asks(controlMessage),
	"typing":       asks(controlTyping),
	"transcript":   asks(func(s *Server, in channelQuery) (Transcript, error) { return s.transcript(in.Channel, in.Viewer) }),
	"interaction":  asks(controlInteraction),
	"interactions": asks(controlInteractions),
	"commands":     asks(controlCommands),
	"gateway":      asks(func(s *Server, _ none) (Gateway, error) { return s.gatewayState(), nil }),
	"faults":       asks(controlFaults),
	"limits":       asks(func(s *Server, _ none) (Limits, error) { return s.limits.state(s.now()), nil }),
	"now":          asks(func(s *Server, _ none) (time.Time, error) { return s.now(), nil }),
	"record":       asks(func(s *Server, in recordQuery) ([]Event, error) { return s.record.list(in.After, in.Kind), nil }),
	"violations":   asks(func(s *Server, _ none) ([]Violation, error) { return s.record.listViolations(), nil }),
}

func (s *Server) serveControl(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/control/")
	out, err := s.control(name, r)
	w.Header().Set("Content-Type", "application/json")
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		out, _ = json.Marshal(object{"error": err.Error()})
	}
	w.Write(out)
}

func (s *Server) control(name string, r *http.Request) ([]byte, error) {
	route, known := controlRoutes[name]
	if !known || r.Method != http.MethodPost {
		return nil, fmt.Errorf("there is no control route %s %q", r.Method, name)
	}
	raw, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return nil, fmt.Errorf("the body: %w", err)
	}
	if len(raw) == 0 {
		raw = []byte("{}")
	}
	if !route.asks {
		s.record.add(Event{At: s.now(), Kind: KindControl, Name: name, Request: raw})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out, err := route.run(s, raw)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out)
}

// setUser changes a user who is there already.
func (s *Server) setUser(u User) error {
	known := s.world.users[u.ID]
	if known == nil {
		return fmt.Errorf("no user has the id %q", u.ID)
	}
	set(&u.Name, known.Name)
	set(&u.Locale, known.Locale)
	*known = u
	return nil
}

func controlMember(s *Server, in permissionsOf) error {
	may, err := parsePermissions(in.Permissions)
	if err != nil {
		return err
	}
	return s.setMember(in.Guild, in.User, may)
}

func controlPermissions(s *Server, in permissionsOf) error {
	may, err := parsePermissions(in.Permissions)
	if err != nil {
		return err
	}
	return s.setPermissions(in.Channel, may)
}

func controlLimit(s *Server, in limitOf) error {
	if in.Route != "global" {
		if err := knownRoute(in.Route); err != nil {
			return err
		}
	}
	s.limits.set(in.Route, in.Limit)
	return nil
}

func controlDeleteMessage(s *Server, in byID) error {
	_, m := s.world.findMessage(in.ID)
	if m == nil {
		return fmt.Errorf("no message has the id %q", in.ID)
	}
	s.remove(m)
	return nil
}

func controlAdvance(s *Server, in advance) (time.Time, error) {
	if in.By < 0 {
		return time.Time{}, errors.New("the clock goes forward only")
	}
	s.ahead.Add(int64(in.By))
	return s.now(), nil
}

func controlChannel(s *Server, in byID) (Channel, error) {
	c := s.world.channels[in.ID]
	if c == nil {
		return Channel{}, fmt.Errorf("no channel has the id %q", in.ID)
	}
	return c.Channel, nil
}

// controlChannels lists those of a guild: its text channels, then its threads.
func controlChannels(s *Server, in byID) ([]Channel, error) {
	out := []Channel{}
	for _, kind := range []string{Text, Thread} {
		for _, c := range s.world.channelsOf(in.ID, kind) {
			out = append(out, c.Channel)
		}
	}
	return out, nil
}

// controlMessage finds a message, also one that was deleted.
func controlMessage(s *Server, in byID) (Message, error) {
	for _, c := range s.world.channels {
		for _, m := range c.messages {
			if m.id == in.ID {
				return s.view(m)
			}
		}
	}
	return Message{}, fmt.Errorf("no message has the id %q", in.ID)
}

func controlTyping(s *Server, in channelQuery) ([]Typing, error) {
	c := s.world.channels[in.Channel]
	if c == nil {
		return nil, fmt.Errorf("no channel has the id %q", in.Channel)
	}
	return list(c.typing), nil
}

func controlInteraction(s *Server, in byID) (Interaction, error) {
	a := s.acts[in.ID]
	if a == nil {
		return Interaction{}, fmt.Errorf("no interaction has the id %q", in.ID)
	}
	return s.show(a), nil
}
