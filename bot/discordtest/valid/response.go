package valid

import (
	"bytes"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// responseBody returns the JSON of an answer, absent if there is none. What
// Discord's proxies answer in its place (a 5xx, or a 429 that is a page) need not
// be JSON, and is not looked at.
func responseBody(x Exchange, r *report) (value, bool) {
	body := bytes.TrimSpace(x.Response)
	if x.Status >= 500 || x.Status == http.StatusTooManyRequests && bytes.HasPrefix(body, []byte("<")) {
		return value{}, false
	}
	if x.Status < 200 || x.Status > 599 {
		r.add("", "status", "%d is no status of an answer", x.Status)
		return value{}, false
	}
	if len(body) == 0 {
		return value{}, true
	}
	v, ok := parse(body, &report{})
	if !ok {
		r.add("", "json", "the answer is not JSON")
	}
	return v, ok
}

// checkResponse checks an answer by what holds of all of Discord's.
func checkResponse(r *report, status int, body value) {
	switch {
	case status == http.StatusNoContent:
		if body.present {
			r.add("", "body", "an answer 204 has no body")
		}
	case status == http.StatusTooManyRequests:
		checkLimited(r, body)
	case status >= 400:
		checkError(r, body)
	case !body.present:
		r.add("", "body", "an answer %d has a body", status)
	default:
		checkIDs(r, body)
	}
}

func checkError(r *report, body value) {
	if _, ok := body.at("code").v.(float64); !ok {
		r.add("code", "type", "an error has a number for its code")
	}
	if _, ok := body.at("message").v.(string); !ok {
		r.add("message", "type", "an error has a message")
	}
}

func checkLimited(r *report, body value) {
	if after, ok := body.at("retry_after").v.(float64); !ok || after < 0 {
		r.add("retry_after", "type", "a limited request is told how many seconds to wait")
	}
	if _, ok := body.at("global").v.(bool); !ok {
		r.add("global", "type", "a limited request is told whether the limit is global")
	}
	if _, ok := body.at("message").v.(string); !ok {
		r.add("message", "type", "a limited request is told so in a message")
	}
}

// checkIDs finds ids that are numbers: JavaScript would round them, so Discord
// sends them as text. Those of components are small numbers.
func checkIDs(r *report, v value) {
	for _, item := range v.items() {
		checkIDs(r, item)
	}
	for _, key := range slices.Sorted(maps.Keys(v.object())) {
		member := v.at(key)
		if _, isNumber := member.v.(float64); isNumber && (key == "id" || strings.HasSuffix(key, "_id")) {
			r.add(member.path, "type", "an id is a text")
		}
		if key != "components" {
			checkIDs(r, member)
		}
	}
}
