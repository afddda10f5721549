package valid

import (
	"regexp"
	"strings"
)

// kind is what a request does, as far as the hand list knows it.
type kind int

const (
	other kind = iota
	createMessage
	editMessage
	followUp    // a message by a webhook or after an interaction
	editWebhook // of such a message, or of the first answer
	callback
	createThread
	threadFromMessage
	createCommand
	editCommand
	setCommands // all at once
)

// routes says which request is of which kind. A * stands for any one segment.
var routes = []struct {
	method, path string
	kind         kind
}{
	{"POST", "/channels/*/messages", createMessage},
	{"PATCH", "/channels/*/messages/*", editMessage},
	{"POST", "/webhooks/*/*", followUp},
	{"PATCH", "/webhooks/*/*/messages/*", editWebhook},
	{"POST", "/interactions/*/*/callback", callback},
	{"POST", "/channels/*/threads", createThread},
	{"POST", "/channels/*/messages/*/threads", threadFromMessage},
	{"POST", "/applications/*/commands", createCommand},
	{"POST", "/applications/*/guilds/*/commands", createCommand},
	{"PATCH", "/applications/*/commands/*", editCommand},
	{"PATCH", "/applications/*/guilds/*/commands/*", editCommand},
	{"PUT", "/applications/*/commands", setCommands},
	{"PUT", "/applications/*/guilds/*/commands", setCommands},
}

func classify(method, path string) kind {
	segments := strings.Split(route(path), "/")
	for _, known := range routes {
		if known.method == method && matches(known.path, segments) {
			return known.kind
		}
	}
	return other
}

func matches(pattern string, segments []string) bool {
	wanted := strings.Split(pattern, "/")
	if len(wanted) != len(segments) {
		return false
	}
	for i, w := range wanted {
		if w != "*" && w != segments[i] {
			return false
		}
	}
	return true
}

// version is the start of every path: whatever a server stands under, and the
// version, which may be left out.
var version = regexp.MustCompile(`^.*?/api(/v\d+)?/`)

// route returns what of a path is the same for all servers and versions.
func route(path string) string {
	return strings.TrimRight(version.ReplaceAllLiteralString(path, "/"), "/")
}

// checkRequest checks a body by the hand list.
func checkRequest(r *report, k kind, body value) {
	switch k {
	case createMessage, followUp:
		checkMessage(r, body, true)
	case editMessage, editWebhook:
		checkMessage(r, body, false)
	case callback:
		checkCallback(r, body)
	case createThread:
		checkThread(r, body)
		if m := body.at("message"); m.given() { // in a forum
			checkMessage(r, m, true)
		}
	case threadFromMessage:
		checkThread(r, body)
	case createCommand:
		if r.required(body.at("name")) {
			checkCommand(r, body, true)
		}
	case editCommand:
		checkCommand(r, body, false)
	case setCommands:
		checkCommands(r, body)
	}
}

// carried returns the message in a request, if it holds one.
func carried(k kind, body value) (value, bool) {
	switch k {
	case createMessage, editMessage, followUp, editWebhook:
		return body, true
	case createThread:
		m := body.at("message")
		return m, m.given()
	case callback:
		t := body.at("type").whole(0)
		return body.at("data"), t == answerMessage || t == updateMessage && body.at("data").given()
	}
	return value{}, false
}
