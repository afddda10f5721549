package discordtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opMembers        = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Codes with which the server closes a connection.
const (
	closeUnknownOp        = 4001
	closeDecode           = 4002
	closeNotAuthenticated = 4003
	closeToken            = 4004
	closeTwice            = 4005
	closeSeq              = 4007
	closeTooFast          = 4008
	closeTimedOut         = 4009
	closeShard            = 4010
	closeSharding         = 4011
	closeVersion          = 4012
	closeIntents          = 4013
	closeNotAllowed       = 4014
)

// Discord's bounds of what a client sends.
const (
	maxPayload   = 4096
	maxSends     = 120
	sendWindow   = time.Minute
	outboxFrames = 4096
)

// conn is a connection of the gateway. Its reader is the goroutine that serves
// the request; a second one writes.
type conn struct {
	ws   *websocket.Conn
	out  chan []byte
	quit chan struct{} // closed, under the server's mutex, when gone is set
	read chan struct{} // closed when the reader has ended

	// The server's mutex guards the fields below.
	session *session
	sends   []time.Time
	mute    bool // heartbeats are not acknowledged
	gone    bool
	code    int // with which the server closes; 0 drops the connection
	reason  string
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway is the life of a connection.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	down := s.gateway.down
	s.mu.Unlock()
	if down {
		http.Error(w, "no gateway", http.StatusServiceUnavailable)
		return
	}
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	ws.SetReadLimit(1 << 20)
	c := &conn{ws: ws, out: make(chan []byte, outboxFrames), quit: make(chan struct{}), read: make(chan struct{})}
	s.running.Go(func() { c.write() })
	s.mu.Lock()
	s.gateway.conns[c] = true
	if v := r.URL.Query().Get("v"); v != "" && v != "9" && v != "10" {
		s.closeConn(c, closeVersion, "Invalid API version.")
	}
	if s.gateway.closed {
		s.closeConn(c, 0, "")
	}
	c.send(frame{Op: opHello, Data: object{"heartbeat_interval": s.cfg.Heartbeat.Milliseconds(), "_trace": []string{}}})
	s.mu.Unlock()
	s.readConn(c)
	close(c.read)
}

// write sends what is in the outbox, and closes the connection at the end.
func (c *conn) write() {
	defer c.ws.Close()
	for {
		select {
		case raw := <-c.out:
			if c.put(raw) != nil {
				return
			}
		case <-c.quit:
			c.finish()
			return
		}
	}
}

func (c *conn) put(raw []byte) error {
	c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
	return c.ws.WriteMessage(websocket.TextMessage, raw)
}

// closeWait is how long a client has to answer a close.
const closeWait = time.Second

// finish sends what was sent before the close, and then the close. It returns
// when the client has read it: to hang up on bytes that were not read would take
// the close away from the client. Code and reason were set before quit was
// closed.
func (c *conn) finish() {
	if c.code == 0 {
		return
	}
	for len(c.out) > 0 {
		if c.put(<-c.out) != nil {
			return
		}
	}
	until := time.Now().Add(closeWait)
	if c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(c.code, c.reason), until) == nil {
		c.ws.NetConn().SetReadDeadline(until)
		<-c.read
	}
}

// frame is what goes over a connection.
type frame struct {
	Op   int    `json:"op"`
	Data any    `json:"d"`
	Seq  *int64 `json:"s"`
	Type any    `json:"t"` // null but for a dispatch
}

func (c *conn) send(f frame) {
	raw, err := json.Marshal(f)
	if err != nil {
		panic(fmt.Sprintf("a frame that is no JSON: %v", err))
	}
	c.push(raw)
}

// push reports whether the frame fitted in the outbox.
func (c *conn) push(raw []byte) bool {
	if c.gone {
		return true
	}
	select {
	case c.out <- raw:
		return true
	default:
		return false
	}
}

// readConn reads until the connection ends, and notes how it did.
func (s *Server) readConn(c *conn) {
	c.extend(s.cfg.Heartbeat)
	for {
		_, raw, err := c.ws.ReadMessage()
		if err != nil {
			s.ended(c, err)
			return
		}
		s.mu.Lock()
		s.received(c, raw)
		s.mu.Unlock()
	}
}

// extend gives the client time for another heartbeat. This is real time: it is
// the client that waits.
func (c *conn) extend(interval time.Duration) {
	c.ws.SetReadDeadline(time.Now().Add(interval + interval/2 + time.Second))
}

// ended tells why a connection ended: the client closed it, it was too silent,
// or it broke.
func (s *Server) ended(c *conn, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var closed *websocket.CloseError
	var timeout interface{ Timeout() bool }
	switch {
	case c.gone: // the server closed it
	case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
		s.gateway.clientCodes = append(s.gateway.clientCodes, closed.Code)
		s.recordGateway(c, "closed by the client", fmt.Sprint(closed.Code))
		// These two codes say that the client will not come back.
		if c.session != nil && (closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway) {
			s.gateway.end(c.session)
		}
	case errors.As(err, &timeout) && timeout.Timeout():
		if c.session != nil {
			s.gateway.end(c.session)
		}
		s.closeConn(c, closeTimedOut, "Session timed out.")
	default:
		s.recordGateway(c, "lost", "")
	}
	s.closeConn(c, 0, "")
	delete(s.gateway.conns, c)
}

// closeConn ends a connection with a code, or by dropping it for 0. Its session
// stays to be resumed unless it was ended.
func (s *Server) closeConn(c *conn, code int, reason string) {
	if c.gone {
		return
	}
	if code != 0 {
		s.gateway.serverCodes = append(s.gateway.serverCodes, code)
		s.recordGateway(c, "closed by the server", fmt.Sprintf("%d %s", code, reason))
	}
	c.gone, c.code, c.reason = true, code, reason
	if c.session != nil {
		c.session.left(c, s.now())
	}
	close(c.quit)
	if code == 0 {
		c.ws.NetConn().Close()
	}
}

// received handles one payload.
func (s *Server) received(c *conn, raw []byte) {
	if c.gone {
		return
	}
	now := s.now()
	c.sends = append(since(c.sends, now.Add(-sendWindow)), now)
	var p struct {
		Op   *int            `json:"op"`
		Data json.RawMessage `json:"d"`
	}
	switch {
	case len(c.sends) > maxSends:
		s.closeConn(c, closeTooFast, "You are being rate limited.")
		return
	case len(raw) > maxPayload, json.Unmarshal(raw, &p) != nil, p.Op == nil:
		s.closeConn(c, closeDecode, "Error while decoding payload.")
		return
	}
	switch *p.Op {
	case opHeartbeat:
		s.gateway.heartbeats++
		c.extend(s.cfg.Heartbeat)
		if !c.mute {
			c.send(frame{Op: opAck})
		}
	case opIdentify:
		s.identify(c, p.Data)
	case opResume:
		s.resume(c, p.Data)
	case opPresence, opVoice, opMembers:
		if c.session == nil {
			s.closeConn(c, closeNotAuthenticated, "Not authenticated.")
			return
		}
		s.recordGateway(c, fmt.Sprintf("op %d", *p.Op), string(p.Data))
	default:
		s.closeConn(c, closeUnknownOp, "Unknown opcode.")
	}
}

func (s *Server) recordGateway(c *conn, name, text string) {
	e := Event{At: s.now(), Kind: KindGateway, Name: name, Text: text}
	if c.session != nil {
		e.Shard = c.session.Shard
	}
	s.record.add(e)
}

// gatewayURL is where clients connect.
func (s *Server) gatewayURL() string {
	return "ws" + strings.TrimPrefix(s.base(), "http")
}
