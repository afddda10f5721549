package reply_test

import (
	"encoding/json"
	"testing"

	"rapporteur/bot/discordtest/valid"
	"rapporteur/bot/reply"
)

// TestRepliesAreValid: a second opinion on the limits and the promises, from the
// rules by which the fake Discord judges every request.
func TestRepliesAreValid(t *testing.T) {
	checker, err := valid.Load("")
	if err != nil {
		t.Fatal(err)
	}
	check := func(t *testing.T, messages ...reply.Message) {
		t.Helper()
		for _, m := range messages {
			body, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			e := valid.Exchange{Method: "POST", Path: "/api/v10/channels/100000000000000001/messages", ContentType: "application/json", Request: body}
			for _, p := range append(checker.Request(e), checker.Policy(e)...) {
				t.Errorf("%+v in %.300q", p, body)
			}
		}
	}
	for _, group := range shown {
		for _, k := range group.kinds {
			t.Run(k.name, func(t *testing.T) { check(t, k.messages(t)...) })
		}
	}
	for _, tt := range hostile {
		t.Run(tt.name, func(t *testing.T) {
			for _, messages := range newStrange(tt.text).replies(english()) {
				check(t, messages...)
			}
		})
	}
}
