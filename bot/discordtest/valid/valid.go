package valid

import (
	"fmt"
	"mime"
)

// Exchange is one REST exchange. Path is the path of the request, with or
// without a base before "/api" and with any version; ContentType is the
// request's. Request and Response may be empty. Request and Policy do not look
// at Status and Response.
type Exchange struct {
	Method, Path, RawQuery, ContentType string
	Request                             []byte
	Status                              int
	Response                            []byte
}

// Problem is one thing that is wrong. Path names the part of the body as
// Discord's libraries print it ("data.embeds[0].title"), and is empty for the
// whole. Code is one of the codes inside the errors of Discord's error 50035;
// where Discord answers with another error altogether, Code is the number of
// that error ("50006") and Path is empty.
type Problem struct{ Path, Code, Message string }

func (p Problem) String() string {
	if p.Path == "" {
		return fmt.Sprintf("%s: %s", p.Code, p.Message)
	}
	return fmt.Sprintf("%s: %s: %s", p.Path, p.Code, p.Message)
}

// Checker judges exchanges. It is safe for concurrent use.
type Checker struct {
	described *description // nil: the hand list alone
}

// Load returns a checker that judges by the hand list and, unless openapiPath is
// empty, by the OpenAPI description in that file. A file is read once in a
// process: the error of the first attempt, too, is that of all later ones.
func Load(openapiPath string) (*Checker, error) {
	if openapiPath == "" {
		return &Checker{}, nil
	}
	d, err := describe(openapiPath)
	if err != nil {
		return nil, fmt.Errorf("load the description %s: %w", openapiPath, err)
	}
	return &Checker{described: d}, nil
}

// Request returns what Discord would refuse about the request of an exchange;
// nothing if it would take it. A route that the hand list does not know is
// judged by the description alone.
func (c *Checker) Request(x Exchange) []Problem {
	r := &report{}
	body, ok := requestBody(x, r)
	if !ok {
		return r.problems
	}
	checkRequest(r, classify(x.Method, x.Path), body)
	if c.described != nil {
		r.merge(c.described.request(x, body))
	}
	return r.problems
}

// Response returns what Discord would not have answered to an exchange. Codes of
// the hand list are words of its own here: json, body, status, type.
func (c *Checker) Response(x Exchange) []Problem {
	r := &report{}
	body, ok := responseBody(x, r)
	if !ok {
		return r.problems
	}
	checkResponse(r, x.Status, body)
	if c.described != nil {
		r.merge(c.described.response(x, body))
	}
	return r.problems
}

// Policy returns which promises of this project the messages in a request
// break: see policy.go. It returns nothing for a request that carries no
// message, or that cannot be read: that is for Request to say.
func (c *Checker) Policy(x Exchange) []Problem {
	body, ok := requestBody(x, &report{})
	if !ok {
		return nil
	}
	r := &report{}
	if m, ok := carried(classify(x.Method, x.Path), body); ok {
		checkPolicy(r, m)
	}
	return r.problems
}

// requestBody returns the JSON of a request: absent if there is none, that of
// payload_json if the body is multipart. It reports what cannot be read.
func requestBody(x Exchange, r *report) (value, bool) {
	if len(x.Request) == 0 {
		return value{}, true
	}
	kind, params, err := mime.ParseMediaType(x.ContentType)
	switch {
	case err == nil && kind == "multipart/form-data":
		payload, err := payloadJSON(x.Request, params["boundary"])
		if err != nil {
			r.add("", "50035", "the multipart body cannot be read: %v", err)
			return value{}, false
		}
		if payload == nil {
			return value{}, true
		}
		return parse(payload, r)
	case err == nil && kind == "application/x-www-form-urlencoded":
		return value{}, true
	case err != nil || kind != "application/json":
		r.add("", "CONTENT_TYPE_INVALID", "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}, not %q", x.ContentType)
		return value{}, false
	}
	return parse(x.Request, r)
}
