package llm

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
)

// events is the body of a chat's answer as go-openai's reader needs it: lines
// of "data:" and nothing else. That reader keeps any other line, comments too,
// as a part of an error, and ends alike at the end of a stream and where it
// was cut.
type events struct {
	io.Closer
	body  *bufio.Reader
	plain bool   // the body is one JSON document, of a server that does not stream
	piece func() // called with the first bytes of a plain body
	rest  []byte // of the line being read
	err   error  // after rest
	done  bool   // "[DONE]" came
}

// newEvents replaces the body of a response.
func newEvents(resp *http.Response, piece func()) (*events, error) {
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if kind == "text/html" {
		return nil, errMalformed
	}
	e := &events{Closer: resp.Body, body: bufio.NewReader(resp.Body), plain: kind == "application/json", piece: piece}
	resp.Body = e
	return e, nil
}

func (e *events) Read(p []byte) (int, error) {
	for len(e.rest) == 0 {
		if e.err != nil {
			return 0, e.err
		}
		if e.plain {
			e.rest, e.err = e.document()
		} else {
			e.rest, e.err = e.line()
		}
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// line returns the next line that holds data, or nothing for any other.
func (e *events) line() ([]byte, error) {
	line, err := e.body.ReadBytes('\n') // bounded by the body
	if err != nil && err != io.EOF {
		return nil, err // the line was cut
	}
	line = bytes.TrimSpace(line)
	data, ok := bytes.CutPrefix(line, []byte("data:"))
	data = bytes.TrimSpace(data)
	switch {
	case ok && string(data) == "[DONE]":
		e.done = true
		return []byte("data: [DONE]\n"), err
	case ok && len(data) > 0:
		return asData(data), err
	case bytes.HasPrefix(line, []byte("{")): // an error amid the stream, or an answer without a Content-Type
		return asData(line), err
	}
	return nil, err
}

// document returns a plain answer as if it were one piece of a stream.
func (e *events) document() ([]byte, error) {
	if _, err := e.body.Peek(1); err != nil {
		return nil, err
	}
	e.piece()
	all, err := io.ReadAll(e.body)
	if err != nil {
		return nil, err
	}
	var line bytes.Buffer
	if err := json.Compact(&line, all); err != nil {
		return nil, fmt.Errorf("read a plain answer: %w", err)
	}
	e.done = true
	return append(asData(line.Bytes()), "data: [DONE]\n"...), io.EOF
}

// asData makes a line of a stream. A space after the brace keeps go-openai from
// reading errors itself: it knows one spelling of them, and stumbles over
// "error":null.
func asData(data []byte) []byte {
	if object, ok := bytes.CutPrefix(data, []byte("{")); ok {
		return fmt.Appendf(nil, "data: { %s\n", object)
	}
	return fmt.Appendf(nil, "data: %s\n", data)
}
