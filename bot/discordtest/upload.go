package discordtest

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Upload is a file that a user puts into an option of a command. Discord keeps
// it and hands the bot its address.
type Upload struct {
	Name        string `json:"name"`
	ContentType string `json:"content_type,omitempty"`
	Data        []byte `json:"data"`
	// Size is what Discord says the size is; that of Data when 0.
	Size int `json:"size,omitempty"`
	// URL is the address that the bot is told; one of this server when "".
	URL string `json:"url,omitempty"`
	// Status, when not 0, is what the address answers with in place of the file.
	Status int `json:"status,omitempty"`
	// Redirect, when not "", is where the address leads in place of the file.
	Redirect string `json:"redirect,omitempty"`
}

// upload is a kept Upload.
type upload struct {
	Upload
	id string
}

// uploadPath is where files of commands lie. Discord's own path has the id of
// the application first, and is signed.
const uploadPath = "/ephemeral-attachments/"

// keepUploads keeps the files of a command, and returns its options with the
// ids of the files among them.
func (s *Server) keepUploads(in Slash) map[string]any {
	if len(in.Files) == 0 {
		return in.Options
	}
	options := map[string]any{}
	for name, value := range in.Options {
		options[name] = value
	}
	for name, file := range in.Files {
		u := &upload{Upload: file, id: s.world.id(s.now())}
		s.uploads[u.id] = u
		options[name] = u.id
	}
	return options
}

// uploadWire is a file as the resolved data of an interaction has it.
func (s *Server) uploadWire(u *upload) object {
	address := u.URL
	if address == "" {
		signed := url.Values{"ex": {"6a000000"}, "is": {"69000000"}, "hm": {fmt.Sprintf("%064x", len(u.id))}}
		address = "http://" + s.listener.Addr().String() + uploadPath + s.world.app + "/" + u.id + "/" + url.PathEscape(u.Name) + "?" + signed.Encode() + "&"
	}
	size := u.Size
	if size == 0 {
		size = len(u.Data)
	}
	o := object{
		"id": u.id, "filename": u.Name, "size": size, "url": address, "proxy_url": address, "ephemeral": true,
	}
	if u.ContentType != "" {
		o["content_type"] = u.ContentType
	}
	return o
}

// serveUpload answers a request for a file as Discord's own hosts for files do.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, uploadPath), "/")
	s.mu.Lock()
	var u *upload
	if len(parts) == 3 && parts[0] == s.world.app {
		u = s.uploads[parts[1]]
	}
	s.mu.Unlock()
	status := http.StatusOK
	switch {
	case u == nil || r.URL.Query().Get("hm") == "":
		status = http.StatusNotFound
	case u.Status != 0:
		status = u.Status
	case u.Redirect != "":
		status = http.StatusFound
		w.Header().Set("Location", u.Redirect)
	}
	s.record.add(Event{At: s.now(), Kind: KindDownload, Method: r.Method, Path: r.URL.Path, Status: status})
	if r.Header.Get("Authorization") != "" {
		s.violate(ByBot, "the token was sent with a request for a file")
	}
	if status != http.StatusOK {
		w.WriteHeader(status)
		return
	}
	if u.ContentType != "" {
		w.Header().Set("Content-Type", u.ContentType)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(u.Data)))
	_, _ = w.Write(u.Data)
}
