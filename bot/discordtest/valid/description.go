package valid

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// description is an OpenAPI description of Discord, and the way to the part of
// it that describes a request. It does not change once it is loaded.
type description struct{ router routers.Router }

// loaded holds what describe has returned, by path: reading the description
// takes a third of a second, and each test of a bot wants it.
var loaded sync.Map // of func() (*description, error)

func describe(path string) (*description, error) {
	load, _ := loaded.LoadOrStore(path, sync.OnceValues(func() (*description, error) { return read(path) }))
	return load.(func() (*description, error))()
}

func read(path string) (*description, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var written any
	if err := json.Unmarshal(data, &written); err != nil {
		return nil, err
	}
	listChoices(written)
	if data, err = json.Marshal(written); err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, err
	}
	// Paths are matched without server and version (see route), so that the
	// version a library uses and the address of a fake do not matter.
	doc.Servers = nil
	router, err := gorillamux.NewRouter(doc)
	if err != nil {
		return nil, err
	}
	return &description{router: router}, nil
}

// listChoices puts {"enum": [1, 2]} where a description has {"oneOf": [{"const":
// 1}, {"const": 2}]}, which is the same. Discord's has nothing else that
// kin-openapi would need its validator of JSON Schema 2020 for; that one compiles
// a schema for each value, which takes 20 to 60 ms, where the other takes a
// fraction of one.
func listChoices(written any) {
	switch w := written.(type) {
	case []any:
		for _, e := range w {
			listChoices(e)
		}
	case map[string]any:
		branches, _ := w["oneOf"].([]any)
		var choices []any
		for _, b := range branches {
			if choice, ok := (value{v: b}).object()["const"]; ok {
				choices = append(choices, choice)
			}
		}
		if len(choices) > 0 && len(choices) == len(branches) {
			delete(w, "oneOf")
			w["enum"] = choices
		}
		for _, e := range w {
			listChoices(e)
		}
	}
}

// options: no request of a test is refused for want of a token.
var options = &openapi3filter.Options{
	AuthenticationFunc: openapi3filter.NoopAuthenticationFunc,
	ExcludeRequestBody: true, // checked apart, where multipart has been undone
	MultiError:         true,
}

// find returns the description of a request. Where there is none, problems says
// so in the manner of Discord's answer.
func (d *description) find(x Exchange) (found *openapi3filter.RequestValidationInput, problems []Problem) {
	path := route(x.Path)
	u, err := url.Parse(path)
	if err != nil {
		u = &url.URL{Path: path}
	}
	u.RawQuery = x.RawQuery
	request := &http.Request{Method: x.Method, URL: u, Header: http.Header{}}
	operation, params, err := d.router.FindRoute(request)
	if err != nil {
		return nil, []Problem{{Code: "0", Message: fmt.Sprintf("404: Not Found (%s %s: %v)", x.Method, path, err)}}
	}
	return &openapi3filter.RequestValidationInput{Request: request, PathParams: params, Route: operation, Options: options}, nil
}

// request returns what the description has against a request with this body.
func (d *description) request(x Exchange, body value) []Problem {
	input, problems := d.find(x)
	if input == nil {
		return problems
	}
	if err := openapi3filter.ValidateRequest(input.Request.Context(), input); err != nil {
		problems = append(problems, Problem{Code: "50035", Message: "path or query: " + firstLine(err)})
	}
	described := input.Route.Operation.RequestBody
	switch {
	case described == nil || described.Value == nil:
		return problems
	case !body.present && described.Value.Required:
		return append(problems, Problem{Code: "50109", Message: "The request has no body."})
	case !body.present:
		return problems
	}
	if content := described.Value.Content["application/json"]; content != nil {
		problems = append(problems, visit(content.Schema, sent(body.v), openapi3.VisitAsRequest())...)
	}
	return problems
}

// response returns what the description has against an answer with this body.
func (d *description) response(x Exchange, body value) []Problem {
	input, problems := d.find(x)
	if input == nil {
		if x.Status == http.StatusNotFound || x.Status == http.StatusMethodNotAllowed {
			return nil
		}
		return problems
	}
	if x.Status == http.StatusTooManyRequests {
		return nil // the description wants a code, which the documentation and most answers do without
	}
	described := input.Route.Operation.Responses.Status(x.Status)
	if described == nil || described.Value == nil {
		return []Problem{{Code: "status", Message: fmt.Sprintf("%d is not an answer to %s %s", x.Status, x.Method, input.Route.Path)}}
	}
	content := described.Value.Content["application/json"]
	if content == nil || !body.present {
		return nil
	}
	return visit(content.Schema, body.v, openapi3.VisitAsResponse())
}

// visit checks a body by its schema. Of a union it visits the branches itself:
// kin-openapi does not say what each has against a body.
func visit(schema *openapi3.SchemaRef, body any, as openapi3.SchemaValidationOption) []Problem {
	if schema == nil || schema.Value == nil {
		return nil
	}
	union := fault{keyword: "anyOf", reason: "the body is of none of the kinds that it may be"}
	possible := branches(schema.Value, body)
	for _, branch := range possible {
		if branch.VisitJSON(body, as, openapi3.FailFast()) == nil { // the usual case, and much faster
			return nil
		}
	}
	for _, branch := range possible {
		err := branch.VisitJSON(body, as, openapi3.MultiErrors(), openapi3.DisableSchemaErrorDetails())
		union.inner = append(union.inner, fault{inner: faults(err)})
	}
	return explain(union)
}

// branches returns those of a union that a body of this type can be, or all if
// it can be none; the schema itself if it is no union.
func branches(schema *openapi3.Schema, body any) []*openapi3.Schema {
	if len(schema.AnyOf) == 0 {
		return []*openapi3.Schema{schema}
	}
	object, _ := body.(map[string]any)
	var all, fitting []*openapi3.Schema
	for _, branch := range schema.AnyOf {
		all = append(all, branch.Value)
		kind := branch.Value.Properties["type"]
		if kind == nil || len(kind.Value.Enum) == 0 || slices.Contains(kind.Value.Enum, object["type"]) {
			fitting = append(fitting, branch.Value)
		}
	}
	if len(fitting) == 0 {
		return all
	}
	return fitting
}

// sent returns a body as the description has it: Discord takes a number in
// default_member_permissions as text, and its documentation asks for that, the
// description has a number.
func sent(body any) any {
	switch b := body.(type) {
	case []any:
		copied := make([]any, len(b))
		for i, e := range b {
			copied[i] = sent(e)
		}
		return copied
	case map[string]any:
		s, ok := b["default_member_permissions"].(string)
		n, err := strconv.ParseUint(s, 10, 64)
		if !ok || err != nil {
			return b
		}
		copied := make(map[string]any, len(b))
		for k, v := range b {
			copied[k] = v
		}
		copied["default_member_permissions"] = float64(n)
		return copied
	}
	return body
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
