package bot

import "testing"

func TestRoute(t *testing.T) {
	for path, want := range map[string]string{
		"/api/v10/channels/123/messages/456":                       "/channels/{id}/messages/{id}",
		"/api/v10/webhooks/123/aW50ZXJhY3Rpb24/messages/@original": "/webhooks/{id}/{id}/messages/@original",
		"/api/v10/interactions/123/secret/callback":                "/interactions/{id}/{id}/callback",
		"/proxy/api/v10/users/@me":                                 "/users/@me",
		"/api/v10/gateway/bot":                                     "/gateway/bot",
		"/gateway":                                                 "/gateway",
		"/api/v10/a/b/c/d/e/f/g/h/i/j":                             "/{id}/{id}/{id}/{id}/{id}/{id}/{id}/{id}",
		"/api/v10/":                                                "/",
		"":                                                         "/{id}",
	} {
		if got := route(path); got != want {
			t.Errorf("route(%q) = %q, want %q", path, got, want)
		}
	}
}
