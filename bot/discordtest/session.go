package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Bounds of a session, and of what is kept for one that is away.
const (
	maxMissed  = 10_000
	resumeTime = 5 * time.Minute
	maxGuilds  = 2500 // of a shard
)

// hub is the gateway's state. The server's mutex guards it.
type hub struct {
	conns       map[*conn]bool
	sessions    map[string]*session
	down        bool // no connection is taken
	closed      bool // for good
	identifies  []Identify
	resumes     []Resume
	heartbeats  int
	clientCodes []int
	serverCodes []int
}

// Identify is an attempt to begin a session.
type Identify struct {
	At      time.Time `json:"at"`
	Shard   int       `json:"shard"`
	Shards  int       `json:"shards"`
	Intents int       `json:"intents"`
	Taken   bool      `json:"taken"` // it led to READY
}

// Resume is an attempt to go on with a session.
type Resume struct {
	At       time.Time `json:"at"`
	Shard    int       `json:"shard"`
	Taken    bool      `json:"taken"`
	Replayed int       `json:"replayed"` // events that had been missed
}

// Session is the state of a shard's session.
type Session struct {
	ID        string `json:"id"`
	Shard     int    `json:"shard"`
	Shards    int    `json:"shards"`
	Intents   int    `json:"intents"`
	Connected bool   `json:"connected"`
	Seq       int64  `json:"seq"`
}

type session struct {
	Session
	conn   *conn
	away   time.Time // since when it has none
	frames []sequenced
}

// sequenced is an event that was given to a session, to be replayed.
type sequenced struct {
	seq  int64
	name string
	data json.RawMessage
	raw  []byte
}

// dropAll breaks every connection, and has no other taken.
func (h *hub) dropAll() {
	h.closed = true
	for c := range h.conns {
		if !c.gone {
			c.gone = true
			close(c.quit)
		}
		c.ws.NetConn().Close()
	}
}

// end makes a session one that cannot be resumed.
func (h *hub) end(s *session) { delete(h.sessions, s.ID) }

func (s *session) left(c *conn, now time.Time) {
	if s.conn == c {
		s.conn, s.Connected, s.away = nil, false, now
	}
}

// allIntents are the bits that are intents at all.
const allIntents = 1<<26 - 1&^(1<<17|1<<18|1<<19|1<<22|1<<23)

func (s *Server) identify(c *conn, raw json.RawMessage) {
	var id struct {
		Token   string `json:"token"`
		Intents *int   `json:"intents"`
		Shard   []int  `json:"shard"`
	}
	if json.Unmarshal(raw, &id) != nil {
		s.closeConn(c, closeDecode, "Error while decoding payload.")
		return
	}
	shard, shards := 0, 1
	if len(id.Shard) == 2 {
		shard, shards = id.Shard[0], id.Shard[1]
	}
	if c.session != nil {
		s.closeConn(c, closeTwice, "Already authenticated.")
		return
	}
	try := Identify{At: s.now(), Shard: shard, Shards: shards}
	if id.Intents != nil {
		try.Intents = *id.Intents
	}
	code, reason := 0, ""
	switch {
	case strings.TrimPrefix(id.Token, "Bot ") != s.cfg.Token:
		code, reason = closeToken, "Authentication failed."
	case len(id.Shard) != 0 && (len(id.Shard) != 2 || shards < 1 || shard < 0 || shard >= shards):
		code, reason = closeShard, "Invalid shard."
	case len(s.world.guilds) > maxGuilds*shards:
		code, reason = closeSharding, "Sharding required."
	case id.Intents == nil || *id.Intents < 0 || *id.Intents&^allIntents != 0:
		code, reason = closeIntents, "Invalid intents."
	case *id.Intents&privilegedIntents&^s.cfg.Intents != 0:
		code, reason = closeNotAllowed, "Disallowed intents."
	case s.gateway.identifiesLeft(s.cfg.Identifies, s.now()) <= 0:
		s.violate(ByBot, "more than %d identifies in a day: Discord resets the token", s.cfg.Identifies)
		code, reason = closeToken, "Authentication failed."
	}
	try.Taken = code == 0
	s.checkSpacing(try)
	s.gateway.identifies = append(s.gateway.identifies, try)
	s.recordGateway(c, "identify", fmt.Sprintf("shard %d of %d, intents %d", shard, shards, try.Intents))
	if code != 0 {
		s.closeConn(c, code, reason)
		return
	}
	s.begin(c, try)
}

// checkSpacing records shards that identify too close to each other: those
// whose numbers leave the same remainder share a turn every five seconds.
func (s *Server) checkSpacing(try Identify) {
	key := try.Shard % s.cfg.MaxConcurrency
	for _, other := range s.gateway.identifies {
		if gap := try.At.Sub(other.At); other.Shard%s.cfg.MaxConcurrency == key && gap < 5*time.Second {
			s.violate(ByBot, "shard %d identified %v after shard %d; they share a turn of 5s", try.Shard, gap.Round(time.Millisecond), other.Shard)
			return
		}
	}
}

// identifiesLeft is how many identifies the last 24 hours leave.
func (h *hub) identifiesLeft(total int, now time.Time) int {
	used := 0
	for _, i := range h.identifies {
		if i.At.After(now.Add(-24 * time.Hour)) {
			used++
		}
	}
	return total - used
}

// begin starts a session: READY, and the guilds after it.
func (s *Server) begin(c *conn, try Identify) {
	s.forgetSessions()
	ses := &session{conn: c, Session: Session{
		ID: "session-" + s.world.id(s.now()), Shard: try.Shard, Shards: try.Shards, Intents: try.Intents, Connected: true,
	}}
	c.session = ses
	s.gateway.sessions[ses.ID] = ses
	var mine []*guild
	unavailable := []any{}
	for _, g := range s.world.guildsInOrder() {
		if !g.removed && shardOf(g.ID, ses.Shards) == ses.Shard {
			mine = append(mine, g)
			unavailable = append(unavailable, object{"id": g.ID, "unavailable": true})
		}
	}
	s.give(ses, "READY", object{
		"v": 10, "user": s.meWire(), "guilds": unavailable, "session_id": ses.ID,
		"resume_gateway_url": s.gatewayURL(), "shard": []int{ses.Shard, ses.Shards},
		"application":   object{"id": s.world.app, "flags": s.appFlags()},
		"user_settings": object{}, "relationships": []any{}, "private_channels": []any{}, "presences": []any{},
		"guild_join_requests": []any{}, "geo_ordered_rtc_regions": []any{}, "session_type": "normal", "_trace": []any{},
	})
	if ses.Intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		s.give(ses, "GUILD_CREATE", s.guildWire(g, true))
	}
}

// guildsInOrder returns the guilds by id.
func (w *world) guildsInOrder() []*guild {
	var list []*guild
	for _, g := range w.guilds {
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *guild) int { return before(a.ID, b.ID) })
	return list
}

// forgetSessions drops those that have been away for too long.
func (s *Server) forgetSessions() {
	for _, ses := range s.gateway.sessions {
		if ses.conn == nil && s.now().Sub(ses.away) > resumeTime {
			s.gateway.end(ses)
		}
	}
}

// resume goes on with a session and replays what it missed, or says that it is
// invalid.
func (s *Server) resume(c *conn, raw json.RawMessage) {
	var r struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int64  `json:"seq"`
	}
	if json.Unmarshal(raw, &r) != nil {
		s.closeConn(c, closeDecode, "Error while decoding payload.")
		return
	}
	if c.session != nil {
		s.closeConn(c, closeTwice, "Already authenticated.")
		return
	}
	if strings.TrimPrefix(r.Token, "Bot ") != s.cfg.Token {
		s.closeConn(c, closeToken, "Authentication failed.")
		return
	}
	s.forgetSessions()
	ses := s.gateway.sessions[r.SessionID]
	try := Resume{At: s.now()}
	if ses != nil {
		try.Shard = ses.Shard
	}
	switch {
	case ses == nil, !ses.keptFrom(r.Seq):
		s.gateway.resumes = append(s.gateway.resumes, try)
		s.recordGateway(c, "resume refused", fmt.Sprintf("seq %d", r.Seq))
		c.send(frame{Op: opInvalidSession, Data: false})
		return
	case r.Seq > ses.Seq:
		s.gateway.end(ses)
		s.closeConn(c, closeSeq, "Invalid seq.")
		return
	}
	if ses.conn != nil {
		s.closeConn(ses.conn, 0, "")
	}
	c.session, ses.conn, ses.Connected = ses, c, true
	for _, f := range ses.frames {
		if f.seq > r.Seq {
			c.push(f.raw)
			try.Replayed++
		}
	}
	try.Taken = true
	s.gateway.resumes = append(s.gateway.resumes, try)
	s.recordGateway(c, "resumed", fmt.Sprintf("%d events replayed", try.Replayed))
	s.give(ses, "RESUMED", object{"_trace": []any{}})
}

// keptFrom reports whether every event after seq is still there.
func (s *session) keptFrom(seq int64) bool {
	return len(s.frames) == 0 || s.frames[0].seq <= seq+1
}

// give sends an event to a session, or keeps it for when it comes back.
// It reports whether a connection took it.
func (s *Server) give(ses *session, name string, data any) bool {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(fmt.Sprintf("an event that is no JSON: %v", err))
	}
	ses.Seq++
	f, err := json.Marshal(frame{Op: opDispatch, Data: json.RawMessage(raw), Seq: &ses.Seq, Type: name})
	if err != nil {
		panic(fmt.Sprintf("an event that is no JSON: %v", err))
	}
	if len(ses.frames) >= maxMissed {
		ses.frames = append(ses.frames[:0], ses.frames[maxMissed/10:]...)
	}
	ses.frames = append(ses.frames, sequenced{seq: ses.Seq, name: name, data: raw, raw: f})
	if ses.conn == nil {
		return false
	}
	if !ses.conn.push(f) {
		s.closeConn(ses.conn, websocket.CloseTryAgainLater, "The client reads too slowly.")
		return false
	}
	return true
}

// meWire is the bot as it sees itself.
func (s *Server) meWire() object {
	o := s.userWire(s.world.bot.ID)
	o["mfa_enabled"], o["locale"], o["verified"], o["email"] = true, "en-US", true, nil
	return o
}

// appFlags says which privileged intents the application may use, in the flags
// for applications in fewer than 100 guilds.
func (s *Server) appFlags() int {
	flags := 0
	for intent, flag := range map[int]int{IntentPresences: 1 << 13, IntentMembers: 1 << 15, IntentContent: 1 << 19} {
		if s.cfg.Intents&intent != 0 {
			flags |= flag
		}
	}
	return flags
}
