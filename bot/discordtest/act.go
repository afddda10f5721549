package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Slash is the use of a slash command.
type Slash struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	Name    string `json:"name"` // with its subcommands: "rapporteur status"
	// Options are values by name: text, numbers, booleans, ids of users, channels
	// and roles.
	Options map[string]any `json:"options,omitempty"`
	// Files are what is put into options that take a file, by name.
	Files  map[string]Upload `json:"files,omitempty"`
	Locale string            `json:"locale,omitempty"` // the user's, when empty
	// Focused is set by Autocomplete: the option that is being typed.
	Focused string `json:"focused,omitempty"`
}

// Target is the use of a command on a message.
type Target struct {
	User    string `json:"user"`
	Channel string `json:"channel"`
	Name    string `json:"name"`
	Message string `json:"message"`
	Locale  string `json:"locale,omitempty"`
}

// Press is a press on a button, or a choice in a select if it has values.
type Press struct {
	User     string   `json:"user"`
	Message  string   `json:"message"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values,omitempty"`
	Locale   string   `json:"locale,omitempty"`
	// Forged is a press that Discord's own window would not make: by somebody who
	// does not see the message.
	Forged bool `json:"forged,omitempty"`
}

// Form is a modal that is sent off.
type Form struct {
	User        string            `json:"user"`
	Interaction string            `json:"interaction"` // the one that opened it
	Values      map[string]string `json:"values"`      // by custom_id
	Locale      string            `json:"locale,omitempty"`
}

// slash sends a slash command, or a letter typed into one of its options.
func (s *Server) slash(in Slash) (Interaction, error) {
	kind := ActCommand
	if in.Focused != "" {
		kind = ActAutocomplete
	}
	a, c, err := s.newAct(kind, in.User, in.Channel, in.Locale)
	if err != nil {
		return Interaction{}, err
	}
	path := strings.Fields(strings.TrimPrefix(in.Name, "/"))
	if len(path) == 0 {
		return Interaction{}, fmt.Errorf("a command has a name")
	}
	if a.command, err = s.offered(commandChat, path[0], in.User, c); err != nil {
		return Interaction{}, err
	}
	options, err := s.fill(a.command, path[1:], s.keepUploads(in), in.Focused)
	if err != nil {
		return Interaction{}, err
	}
	a.Name = strings.Join(path, " ")
	a.data = a.commandData()
	if len(options) > 0 {
		a.data["options"] = options
	}
	if r := s.resolved(options, a.Guild); len(r) > 0 {
		a.data["resolved"] = r
	}
	return s.deliver(a, c), nil
}

func (a *interaction) commandData() object {
	o := object{"id": a.command.ID, "name": a.command.Name, "type": a.command.Type}
	if a.command.Guild != "" {
		o["guild_id"] = a.command.Guild
	}
	return o
}

// target sends a command on a message.
func (s *Server) target(in Target) (Interaction, error) {
	a, c, err := s.newAct(ActMessageCommand, in.User, in.Channel, in.Locale)
	if err != nil {
		return Interaction{}, err
	}
	if a.command, err = s.offered(commandMessage, in.Name, in.User, c); err != nil {
		return Interaction{}, err
	}
	m := c.message(in.Message)
	if m == nil || m.viewer != "" {
		return Interaction{}, fmt.Errorf("no message %s takes a command", in.Message)
	}
	a.Name, a.message, a.data = in.Name, m.id, a.commandData()
	a.data["target_id"] = m.id
	// The target comes with its text whatever the intents are.
	a.data["resolved"] = object{"messages": object{m.id: s.messageWire(m, true)}}
	return s.deliver(a, c), nil
}

// press sends the use of a component that is there and enabled.
func (s *Server) press(in Press) (Interaction, error) {
	c, m := s.world.findMessage(in.Message)
	if m == nil || m.viewer != "" && m.viewer != in.User && !in.Forged {
		return Interaction{}, fmt.Errorf("user %s sees no message %s", in.User, in.Message)
	}
	part := component(m.components, in.CustomID)
	if part == nil {
		return Interaction{}, fmt.Errorf("message %s has no component %q", in.Message, in.CustomID)
	}
	if part["disabled"] == true {
		return Interaction{}, fmt.Errorf("component %q is disabled", in.CustomID)
	}
	a, _, err := s.newAct(ActComponent, in.User, c.ID, in.Locale)
	if err != nil {
		return Interaction{}, err
	}
	kind, _ := part["type"].(float64)
	a.CustomID, a.message = in.CustomID, m.id
	a.data = object{"custom_id": in.CustomID, "component_type": int(kind), "id": part["id"]}
	if kind == 3 {
		if err := selectable(part, in.Values); err != nil {
			return Interaction{}, err
		}
		a.data["values"] = in.Values
	} else if len(in.Values) > 0 {
		return Interaction{}, fmt.Errorf("component %q takes no values", in.CustomID)
	}
	return s.deliver(a, c), nil
}

func (w *world) findMessage(id string) (*channel, *message) {
	for _, c := range w.channels {
		if m := c.message(id); m != nil {
			return c, m
		}
	}
	return nil, nil
}

// component finds a component by its custom_id.
func component(list []any, customID string) object {
	for _, e := range list {
		o, isObject := e.(object)
		if !isObject {
			continue
		}
		if o["custom_id"] == customID {
			return o
		}
		if inner, has := o["components"].([]any); has {
			if found := component(inner, customID); found != nil {
				return found
			}
		}
		if accessory, has := o["accessory"].(object); has && accessory["custom_id"] == customID {
			return accessory
		}
	}
	return nil
}

// selectable says why values cannot be chosen in a select.
func selectable(part object, values []string) error {
	least, most := intOf(part["min_values"], 1), intOf(part["max_values"], 1)
	if len(values) < least || len(values) > most {
		return fmt.Errorf("the select takes %d to %d values, not %d", least, most, len(values))
	}
	options, _ := part["options"].([]any)
	for _, v := range values {
		if !slices.ContainsFunc(options, func(e any) bool { o, _ := e.(object); return o["value"] == v }) {
			return fmt.Errorf("the select has no option %q", v)
		}
	}
	return nil
}

func intOf(v any, otherwise int) int {
	switch v := v.(type) {
	case float64:
		return int(v)
	case int:
		return v
	}
	return otherwise
}

// submit sends a form off.
func (s *Server) submit(in Form) (Interaction, error) {
	from := s.acts[in.Interaction]
	if from == nil || from.Callback != callbackModal {
		return Interaction{}, fmt.Errorf("interaction %s opened no form", in.Interaction)
	}
	a, c, err := s.newAct(ActModal, in.User, from.Channel, in.Locale)
	if err != nil {
		return Interaction{}, err
	}
	var form struct {
		CustomID   string `json:"custom_id"`
		Components []any  `json:"components"`
	}
	if err := json.Unmarshal(from.Modal, &form); err != nil {
		return Interaction{}, fmt.Errorf("the form: %w", err)
	}
	rows := []any{}
	for id, value := range in.Values {
		if component(form.Components, id) == nil {
			return Interaction{}, fmt.Errorf("the form has no field %q", id)
		}
		rows = append(rows, object{"type": 1, "components": []any{object{"type": 4, "custom_id": id, "value": value}}})
	}
	a.CustomID, a.from, a.message = form.CustomID, from.ID, from.message
	a.data = object{"custom_id": form.CustomID, "components": rows}
	return s.deliver(a, c), nil
}
