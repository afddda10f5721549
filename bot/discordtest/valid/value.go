package valid

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// value is a part of a JSON body that knows where it stands. Its methods never
// fail: what is not there, or is of another kind, reads as absent.
type value struct {
	path    string
	v       any
	present bool
}

// at returns a member of an object.
func (v value) at(key string) value {
	object, _ := v.v.(map[string]any)
	member, ok := object[key]
	return value{path: join(v.path, key), v: member, present: ok}
}

// items returns the elements of a list.
func (v value) items() []value {
	list, _ := v.v.([]any)
	items := make([]value, len(list))
	for i, e := range list {
		items[i] = value{path: v.path + "[" + strconv.Itoa(i) + "]", v: e, present: true}
	}
	return items
}

func (v value) given() bool { return v.present && v.v != nil } // there, and not null

func (v value) object() map[string]any {
	object, _ := v.v.(map[string]any)
	return object
}

func (v value) text() string {
	s, _ := v.v.(string)
	return s
}

// blank reports a text that is as good as none: absent, or of white space.
func (v value) blank() bool { return strings.TrimSpace(v.text()) == "" }

func (v value) isTrue() bool { return v.v == true }

// whole returns a number, or fallback if there is none.
func (v value) whole(fallback int) int {
	if n, ok := v.v.(float64); ok {
		return int(n)
	}
	return fallback
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// parse reads a JSON body, and reports one that is not JSON.
func parse(data []byte, r *report) (value, bool) {
	var v any
	if err := json.Unmarshal(data, &v); err != nil || !utf8.Valid(data) {
		r.add("", "50109", "The request body contains invalid JSON.")
		return value{}, false
	}
	return value{v: v, present: true}, true
}

// payloadJSON takes the part payload_json out of a multipart body; nil if there
// is none.
func payloadJSON(body []byte, boundary string) ([]byte, error) {
	if boundary == "" {
		return nil, errors.New("no boundary")
	}
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if part.FormName() == "payload_json" {
			return io.ReadAll(part)
		}
	}
}

// report collects problems.
type report struct{ problems []Problem }

func (r *report) add(path, code, format string, args ...any) {
	r.problems = append(r.problems, Problem{Path: path, Code: code, Message: fmt.Sprintf(format, args...)})
}

// merge adds the problems of the description about what the hand list has not
// found fault with, in the value itself or, where the description only says
// that it is of no known kind, in a part of it.
func (r *report) merge(more []Problem) {
	byHand := r.problems
	for _, p := range more {
		known := slices.ContainsFunc(byHand, func(q Problem) bool {
			rest, within := strings.CutPrefix(q.Path, p.Path)
			return within && (rest == "" || p.Code == "UNION_TYPE_CHOICES" && strings.ContainsAny(rest[:1], ".["))
		})
		if !known {
			r.problems = append(r.problems, p)
		}
	}
}

// length checks a text that may be absent or null.
func (r *report) length(v value, least, most int) {
	if !v.given() {
		return
	}
	s, ok := v.v.(string)
	if !ok {
		r.add(v.path, "STRING_TYPE_CONVERT", "Could not interpret the value as string.")
		return
	}
	r.count(v.path, utf8.RuneCountInString(s), least, most)
}

// list checks a list that may be absent or null, and returns its elements.
func (r *report) list(v value, least, most int) []value {
	if !v.given() {
		return nil
	}
	if _, ok := v.v.([]any); !ok {
		r.add(v.path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
		return nil
	}
	items := v.items()
	r.count(v.path, len(items), least, most)
	return items
}

func (r *report) count(path string, n, least, most int) {
	switch {
	case n >= least && n <= most:
	case least > 0:
		r.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	default:
		r.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	}
}

// within checks a number that may be absent or null.
func (r *report) within(v value, least, most int) {
	if !v.given() {
		return
	}
	n, ok := v.v.(float64)
	switch {
	case !ok:
		r.add(v.path, "NUMBER_TYPE_COERCE", "The value is not a number.")
	case n < float64(least):
		r.add(v.path, "NUMBER_TYPE_MIN", "The value should be greater than or equal to %d.", least)
	case n > float64(most):
		r.add(v.path, "NUMBER_TYPE_MAX", "The value should be less than or equal to %d.", most)
	}
}

// required checks that something is there, and not empty if it is a text.
func (r *report) required(v value) bool {
	if _, isText := v.v.(string); !v.given() || isText && v.blank() {
		r.add(v.path, "BASE_TYPE_REQUIRED", "This field is required")
		return false
	}
	return true
}

// filled checks a text that must be there.
func (r *report) filled(v value, most int) {
	if r.required(v) {
		r.length(v, 1, most)
	}
}

// unique reports each value whose text an earlier one had. Absent ones do not
// count.
func (r *report) unique(values []value, code, message string) {
	seen := map[any]bool{}
	for _, v := range values {
		switch key := v.v.(type) {
		case string, float64:
			if seen[key] {
				r.add(v.path, code, "%s", message)
			}
			seen[key] = true
		}
	}
}
