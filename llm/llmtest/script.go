package llmtest

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Script is one answer. The zero value is an empty reply.
type Script struct {
	Text   string   // the reply, streamed in pieces of a word
	Pieces []string // in place of Text: the pieces as they are streamed
	Think  []string // thoughts before the reply, as models send that think aloud
	Finish string   // why the reply ends, default "stop"; "-" sends no reason
	Tool   bool     // the call of a tool in place of text

	Status      int    // default 200
	RetryAfter  string // the header of that name
	ContentType string
	Body        string // as it is, in place of a reply; with Status, ContentType
	Plain       bool   // the reply as one JSON document, even when a stream is asked for

	CutAfter  int           // breaks the connection off after so many pieces
	CutAtOnce bool          // before the header
	EndAfter  int           // ends the stream after so many pieces, as if it were whole
	Stall     bool          // sends nothing more after the pieces, until the client goes
	Silent    bool          // sends nothing at all, until the client goes
	Drip      time.Duration // before each piece
	Endless   bool          // repeats the pieces until the client goes
	KeepAlive time.Duration // with Stall: a comment at this distance
	NoUsage   bool
	NoDone    bool            // no "[DONE]" at the end
	Linger    bool            // keeps the connection open after the reply's end
	GzipBomb  bool            // 8 MiB in a small answer
	BadGzip   bool            // bytes that do not inflate
	Wait      <-chan struct{} // waits for this before anything is sent
}

// play answers one request.
func play(w http.ResponseWriter, r *http.Request, s Script, call Call) {
	gone := r.Context().Done()
	if s.Wait != nil {
		select {
		case <-s.Wait:
		case <-gone:
			return
		}
	}
	switch {
	case s.Silent:
		<-gone
	case s.CutAtOnce:
		panic(http.ErrAbortHandler)
	case s.GzipBomb, s.BadGzip:
		s.compressed(w)
	case s.Body != "" || s.Status != 0:
		s.raw(w)
	case call.Stream && !s.Plain:
		s.stream(w, r, call)
	default:
		s.document(w, call)
	}
}

func (s Script) raw(w http.ResponseWriter) {
	w.Header().Set("Content-Type", cmp.Or(s.ContentType, "application/json"))
	if s.RetryAfter != "" {
		w.Header().Set("Retry-After", s.RetryAfter)
	}
	w.WriteHeader(cmp.Or(s.Status, http.StatusOK))
	fmt.Fprint(w, s.Body)
}

func (s Script) compressed(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Encoding", "gzip")
	if s.BadGzip {
		w.Write([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xffthis does not inflate"))
		return
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	for range 8 {
		z.Write(bytes.Repeat([]byte(" "), 1<<20))
	}
	z.Close()
	w.Write(b.Bytes())
}

func (s Script) pieces() []string {
	if s.Pieces != nil {
		return s.Pieces
	}
	return strings.SplitAfter(s.Text, " ")
}

func (s Script) finish() any {
	switch s.Finish {
	case "":
		return "stop"
	case "-":
		return nil
	}
	return s.Finish
}

// usage counts a token a word.
func usage(call Call, text string) map[string]int {
	in, out := len(strings.Fields(call.System+" "+call.User)), len(strings.Fields(text))
	return map[string]int{"prompt_tokens": in, "completion_tokens": out, "total_tokens": in + out}
}

// object is a JSON object.
type object = map[string]any

func (s Script) document(w http.ResponseWriter, call Call) {
	text := strings.Join(s.pieces(), "")
	m := object{"role": "assistant", "content": text}
	if s.Tool {
		m["content"] = nil
		m["tool_calls"] = toolCalls
	}
	doc := object{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": call.Model,
		"choices": []object{{"index": 0, "message": m, "finish_reason": s.finish()}},
	}
	if !s.NoUsage {
		doc["usage"] = usage(call, text)
	}
	w.Header().Set("Content-Type", "application/json")
	indented := json.NewEncoder(w)
	indented.SetIndent("", "  ")
	indented.Encode(doc)
}

var toolCalls = []object{{
	"index": 0, "id": "call_1", "type": "function",
	"function": object{"name": "search", "arguments": "{}"},
}}

func (s Script) stream(w http.ResponseWriter, r *http.Request, call Call) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := &sender{w: w, r: r, call: call}
	out.delta(object{"role": "assistant", "content": ""}, nil)
	for _, thought := range s.Think {
		out.wait(s.Drip)
		out.delta(object{"reasoning_content": thought}, nil)
	}
	if s.Tool {
		out.delta(object{"tool_calls": toolCalls}, nil)
	}
	pieces := s.pieces()
	for i := 0; i < len(pieces) || s.Endless && len(pieces) > 0; i++ {
		if s.CutAfter > 0 && i == s.CutAfter {
			panic(http.ErrAbortHandler)
		}
		if s.EndAfter > 0 && i == s.EndAfter {
			return
		}
		out.wait(s.Drip)
		if out.gone {
			return
		}
		out.delta(object{"content": pieces[i%len(pieces)]}, nil)
	}
	if s.Stall {
		out.stall(s.KeepAlive)
		return
	}
	if reason := s.finish(); reason != nil {
		out.delta(object{}, reason)
	}
	if s.Linger {
		out.stall(0)
		return
	}
	if !s.NoUsage {
		out.chunk(object{"choices": []object{}, "usage": usage(call, strings.Join(pieces, ""))})
	}
	if !s.NoDone {
		out.line("data: [DONE]")
	}
}

// sender writes a stream, each line at once, until the client goes.
type sender struct {
	w    http.ResponseWriter
	r    *http.Request
	call Call
	gone bool
}

func (o *sender) wait(d time.Duration) {
	if d <= 0 {
		o.gone = o.gone || o.r.Context().Err() != nil
		return
	}
	select {
	case <-time.After(d):
	case <-o.r.Context().Done():
		o.gone = true
	}
}

// stall sends comments at most, until the client goes.
func (o *sender) stall(every time.Duration) {
	for every > 0 && !o.gone {
		o.wait(every)
		o.line(": keep-alive")
	}
	<-o.r.Context().Done()
}

func (o *sender) line(s string) {
	if _, err := fmt.Fprintf(o.w, "%s\n\n", s); err != nil || http.NewResponseController(o.w).Flush() != nil {
		o.gone = true
	}
}

func (o *sender) chunk(c object) {
	c["id"], c["object"], c["created"], c["model"] = "chatcmpl-1", "chat.completion.chunk", 1700000000, o.call.Model
	data, err := json.Marshal(c)
	if err != nil {
		panic(err)
	}
	o.line("data: " + string(data))
}

func (o *sender) delta(d object, finish any) {
	o.chunk(object{"choices": []object{{"index": 0, "delta": d, "finish_reason": finish}}})
}
