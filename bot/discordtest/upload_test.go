package discordtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"rapporteur/bot/discordtest"
)

// TestUploads: a file that is put into an option comes with its name, its size
// and an address at which it lies, as Discord sends them.
func TestUploads(t *testing.T) {
	s := newStage(t)
	commands := append(definitions[:len(definitions):len(definitions)], object{"name": "take", "description": "Take", "options": []any{
		object{"type": 11, "name": "file", "description": "File"},
	}})
	s.rest(t, "PUT", "/applications/"+s.bot.ID+"/commands", commands).wants(t, "registration", 200, 0)
	take := func(u discordtest.Upload) object {
		t.Helper()
		a := s.sent(s.Slash(waiting(t), discordtest.Slash{
			User: s.user.ID, Channel: s.channel.ID, Name: "take", Files: map[string]discordtest.Upload{"file": u},
		}))
		data := a.event["data"].(object)
		id := data["options"].([]any)[0].(object)["value"].(string)
		a.callback(hello)
		return data["resolved"].(object)["attachments"].(object)[id].(object)
	}

	file := take(discordtest.Upload{Name: "a b.txt", ContentType: "text/plain", Data: []byte("hello")})
	for field, want := range map[string]any{"filename": "a b.txt", "content_type": "text/plain", "size": 5.0, "ephemeral": true} {
		if file[field] != want {
			t.Errorf("%s is %v, want %v", field, file[field], want)
		}
	}
	address := file["url"].(string)
	if status, body := download(t, address); status != http.StatusOK || body != "hello" {
		t.Errorf("the file is %d %q, want hello", status, body)
	}
	unsigned, _, _ := strings.Cut(address, "?")
	if status, _ := download(t, unsigned); status != http.StatusNotFound {
		t.Errorf("without its signature the address answers %d, want 404", status)
	}
	if status, _ := download(t, take(discordtest.Upload{Name: "b", Status: 403})["url"].(string)); status != http.StatusForbidden {
		t.Errorf("a file that fails answers %d, want 403", status)
	}
	told := take(discordtest.Upload{Name: "c", Size: 99, URL: "https://cdn.discordapp.com/c"})
	if told["size"] != 99.0 || told["url"] != "https://cdn.discordapp.com/c" {
		t.Errorf("the file is told as %v", told)
	}
	list := must(s.Record(waiting(t), 0, discordtest.KindDownload))(t)
	if len(list) != 3 || list[0].Status != 200 || list[1].Status != 404 || list[2].Status != 403 {
		t.Errorf("downloads recorded: %+v", list)
	}
	if _, err := s.Slash(waiting(t), discordtest.Slash{User: s.user.ID, Channel: s.channel.ID, Name: "take", Options: map[string]any{"file": "123"}}); err == nil {
		t.Error("a file that was not handed in is taken")
	}
}

func download(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// TestForgedPresses: a press by somebody who does not see the message reaches the
// bot only where the test wants it to.
func TestForgedPresses(t *testing.T) {
	s := newStage(t)
	a := s.ask()
	a.callback(object{"type": 4, "data": object{"content": "hello", "flags": 64, "components": []any{
		object{"type": 1, "components": []any{object{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}}},
	}}}).wants(t, "callback", 204, 0)
	other := must(s.AddUser(waiting(t), discordtest.User{Name: "other"}))(t)
	press := discordtest.Press{User: other.ID, Message: a.now().Original, CustomID: "go"}
	if _, err := s.Press(waiting(t), press); err == nil {
		t.Error("a message that the user does not see is pressed")
	}
	press.Forged = true
	if got := s.sent(s.Press(waiting(t), press)); got.event["member"].(object)["user"].(object)["id"] != other.ID {
		t.Errorf("the press is %v, want it by the other user", got.event)
	}
}
