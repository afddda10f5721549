package discordtest

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
)

// Codes of Discord's error bodies that the server gives.
const (
	codeUnknownChannel     = 10003
	codeUnknownGuild       = 10004
	codeUnknownMember      = 10007
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeUnknownCommand     = 10063
	codeTooManyOldEdits    = 30046
	codeTooLarge           = 40005
	codeAcknowledged       = 40060
	codeMissingAccess      = 50001
	codeNotYours           = 50005
	codeEmptyMessage       = 50006
	codeCannotDM           = 50007
	codeMissingPermissions = 50013
	codeWrongChannelType   = 50024
	codeInvalidToken       = 50027
	codeInvalidForm        = 50035
	codeThreadArchived     = 50083
	codeBadJSON            = 50109
	codeNoHistory          = 160002
	codeThreadExists       = 160004
	codeThreadLocked       = 160005
)

// failures are the status and words of each code.
var failures = map[int]struct {
	status  int
	message string
}{
	codeUnknownChannel:     {http.StatusNotFound, "Unknown Channel"},
	codeUnknownGuild:       {http.StatusNotFound, "Unknown Guild"},
	codeUnknownMember:      {http.StatusNotFound, "Unknown Member"},
	codeUnknownMessage:     {http.StatusNotFound, "Unknown Message"},
	codeUnknownUser:        {http.StatusNotFound, "Unknown User"},
	codeUnknownWebhook:     {http.StatusNotFound, "Unknown Webhook"},
	codeUnknownInteraction: {http.StatusNotFound, "Unknown interaction"},
	codeUnknownCommand:     {http.StatusNotFound, "Unknown application command"},
	codeTooManyOldEdits:    {http.StatusTooManyRequests, "Maximum number of edits to messages older than 1 hour reached. Try again later"},
	codeTooLarge:           {http.StatusRequestEntityTooLarge, "Request entity too large"},
	codeAcknowledged:       {http.StatusBadRequest, "Interaction has already been acknowledged."},
	codeMissingAccess:      {http.StatusForbidden, "Missing Access"},
	codeNotYours:           {http.StatusForbidden, "Cannot edit a message authored by another user"},
	codeEmptyMessage:       {http.StatusBadRequest, "Cannot send an empty message"},
	codeCannotDM:           {http.StatusForbidden, "Cannot send messages to this user"},
	codeMissingPermissions: {http.StatusForbidden, "Missing Permissions"},
	codeWrongChannelType:   {http.StatusBadRequest, "Cannot execute action on this channel type"},
	codeInvalidToken:       {http.StatusUnauthorized, "Invalid Webhook Token"},
	codeInvalidForm:        {http.StatusBadRequest, "Invalid Form Body"},
	codeThreadArchived:     {http.StatusBadRequest, "Thread is archived"},
	codeBadJSON:            {http.StatusBadRequest, "The request body contains invalid JSON."},
	codeNoHistory:          {http.StatusForbidden, "Cannot reply without permission to read message history"},
	codeThreadExists:       {http.StatusBadRequest, "A thread has already been created for this message"},
	codeThreadLocked:       {http.StatusForbidden, "Thread is locked"},
}

// fail is the answer with a code.
func fail(code int) reply {
	f, ok := failures[code]
	if !ok {
		f.status, f.message = http.StatusBadRequest, "Bad Request"
	}
	return reply{status: f.status, code: code, body: object{"message": f.message, "code": code}}
}

// problem is one finding in a body: where, and what.
type problem struct{ path, code, message string }

// invalid is a 50035 with its findings as Discord nests them.
func invalid(problems ...problem) reply {
	tree := object{}
	for _, p := range problems {
		at := tree
		for _, step := range pathSteps(p.path) {
			next, ok := at[step].(object)
			if !ok {
				next = object{}
				at[step] = next
			}
			at = next
		}
		list, _ := at["_errors"].([]any)
		at["_errors"] = append(list, object{"code": p.code, "message": p.message})
	}
	r := fail(codeInvalidForm)
	r.body = object{"message": "Invalid Form Body", "code": codeInvalidForm, "errors": tree}
	return r
}

// pathSteps cuts data.embeds[0].title into its keys.
func pathSteps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' })
}

var (
	findingPath = regexp.MustCompile(`^[A-Za-z_$][\w$]*(?:\.\w+|\[\d+\])*$`)
	findingCode = regexp.MustCompile(`^[A-Z0-9_]+$`)
)

// parseProblem reads a finding of Config.Check: "path: CODE: message", in which
// path and code may be missing.
func parseProblem(text string) problem {
	p := problem{code: "CHECK", message: text}
	first, rest, cut := strings.Cut(text, ": ")
	if cut && !findingCode.MatchString(first) && findingPath.MatchString(first) {
		p.path, p.message = first, rest
		first, rest, cut = strings.Cut(rest, ": ")
	}
	if cut && findingCode.MatchString(first) {
		p.code, p.message = first, rest
	}
	return p
}

// refused is the answer to a request with which Config.Check found fault. A
// finding about the whole whose code is one of Discord's numbers, such as
// "50006: …", is answered with that, if the form itself is right.
func refused(found []string) reply {
	var problems []problem
	number := 0
	for _, text := range found {
		p := parseProblem(text)
		if code, err := strconv.Atoi(p.code); err == nil && p.path == "" && failures[code].status != 0 && code != codeInvalidForm {
			number = code
			continue
		}
		problems = append(problems, p)
	}
	if len(problems) == 0 {
		return fail(number)
	}
	return invalid(problems...)
}
