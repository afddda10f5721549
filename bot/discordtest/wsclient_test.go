package discordtest_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// frame is a payload of the gateway.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// gateway is a raw connection, already greeted.
type gateway struct {
	t     testing.TB
	ws    *websocket.Conn
	seq   int64
	ready object
}

// dial connects and takes the hello.
func (p *place) dial(t testing.TB) *gateway {
	t.Helper()
	url := p.rest(t, "GET", "/gateway/bot", nil).text("url")
	ws, resp, err := websocket.DefaultDialer.DialContext(t.Context(), url+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	t.Cleanup(func() { ws.Close() })
	g := &gateway{t: t, ws: ws}
	if hello := g.next(); hello.Op != 10 || !strings.Contains(string(hello.Data), "heartbeat_interval") {
		t.Fatalf("the first frame is %+v, want a hello", hello)
	}
	return g
}

// identified connects and begins a session, past its GUILD_CREATEs.
func (p *place) identified(t testing.TB, intents int) *gateway {
	t.Helper()
	g := p.dial(t)
	g.identify("test-token", intents, 0, 1)
	g.ready = g.event("READY")
	if guilds, _ := g.ready["guilds"].([]any); intents&1 != 0 {
		for range guilds {
			g.event("GUILD_CREATE")
		}
	}
	return g
}

func (g *gateway) send(op int, data any) {
	g.t.Helper()
	check(g.t, g.ws.WriteJSON(object{"op": op, "d": data}))
}

func (g *gateway) identify(token string, intents, shard, shards int) {
	g.t.Helper()
	g.send(2, object{"token": token, "intents": intents, "shard": []int{shard, shards}, "properties": object{}})
}

func (g *gateway) resume(session string, seq int64) {
	g.t.Helper()
	g.send(6, object{"token": "test-token", "session_id": session, "seq": seq})
}

func (g *gateway) read() (frame, error) {
	var f frame
	g.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	err := g.ws.ReadJSON(&f)
	if err == nil && f.Op == 0 {
		g.seq = f.Seq
	}
	return f, err
}

// next returns the next frame.
func (g *gateway) next() frame {
	g.t.Helper()
	f, err := g.read()
	if err != nil {
		g.t.Fatalf("reading from the gateway: %v", err)
	}
	return f
}

// event returns the next frame, which is an event of that name.
func (g *gateway) event(name string) object {
	g.t.Helper()
	f := g.next()
	if f.Op != 0 || f.Type != name {
		g.t.Fatalf("the gateway sent op %d %s, want %s", f.Op, f.Type, name)
	}
	var o object
	check(g.t, json.Unmarshal(f.Data, &o))
	return o
}

// closed returns the code with which the server closes; 0 for a connection
// that breaks.
func (g *gateway) closed() int {
	g.t.Helper()
	for {
		_, err := g.read()
		var e *websocket.CloseError
		switch {
		case err == nil:
		case errors.As(err, &e) && e.Code != websocket.CloseAbnormalClosure:
			return e.Code
		default:
			return 0
		}
	}
}

// silent reports that nothing is sent before the answer to a heartbeat.
func (g *gateway) silent() bool {
	g.t.Helper()
	g.send(1, nil)
	return g.next().Op == 11
}

// goodbye closes with a code.
func (g *gateway) goodbye(code int) {
	g.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	g.ws.Close()
}
