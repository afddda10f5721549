package discordtest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// offered returns the registered command of a name that a user is offered in a
// channel: the guild's own before one that is everywhere.
func (s *Server) offered(kind int, name, user string, c *channel) (*command, error) {
	k := s.commands.named(c.Guild, kind, name)
	if k == nil || c.Guild == "" {
		k = s.commands.named("", kind, name)
	}
	switch {
	case k == nil:
		return nil, fmt.Errorf("no command %q is registered", name)
	case c.Kind == DM && !k.inDM():
		return nil, fmt.Errorf("the command %q is not offered in direct messages", name)
	case c.Kind != DM && k.Contexts != nil && !slices.Contains(k.Contexts, 0):
		return nil, fmt.Errorf("the command %q is not offered in guilds", name)
	case c.Kind != DM && k.MemberPermissions != nil:
		var needs uint64
		if _, err := fmt.Sscan(string(*k.MemberPermissions), &needs); err != nil {
			return nil, fmt.Errorf("the permissions of the command %q: %w", name, err)
		}
		may := s.world.guilds[c.Guild].memberMay(user)
		// "0" offers it to administrators alone.
		if needs == 0 && !may.has(administrator) || !may.has(permissions(needs)) {
			return nil, fmt.Errorf("the command %q is not offered to user %s: permissions %s are missing", name, user, *k.MemberPermissions)
		}
	}
	return k, nil
}

func (k *command) inDM() bool {
	if k.Contexts != nil {
		return slices.Contains(k.Contexts, 1)
	}
	return k.DMPermission == nil || *k.DMPermission
}

// fill puts given values into the options of a command as Discord sends them.
// The path is the name with its subcommands; focused is the option that is
// being typed, "" for none.
func (s *Server) fill(k *command, path []string, values map[string]any, focused string) ([]any, error) {
	options := k.Options
	var around []CommandOption
	for _, name := range path {
		i := slices.IndexFunc(options, func(o CommandOption) bool { return o.Name == name && o.Type <= optionGroup })
		if i < 0 {
			return nil, fmt.Errorf("the command %q has no subcommand %q", k.Name, name)
		}
		around = append(around, options[i])
		options = options[i].Options
	}
	if len(options) > 0 && options[0].Type <= optionGroup {
		return nil, fmt.Errorf("the command %q cannot be used without a subcommand", strings.Join(append([]string{k.Name}, path...), " "))
	}
	out, err := s.fillOptions(options, values, focused)
	if err != nil {
		return nil, fmt.Errorf("the command %q: %w", k.Name, err)
	}
	for _, o := range slices.Backward(around) {
		out = []any{object{"name": o.Name, "type": o.Type, "options": out}}
	}
	return out, nil
}

func (s *Server) fillOptions(options []CommandOption, values map[string]any, focused string) ([]any, error) {
	out := []any{}
	known := 0
	for _, o := range options {
		value, given := values[o.Name]
		if !given {
			if o.Required && focused == "" {
				return nil, fmt.Errorf("option %q is required", o.Name)
			}
			continue
		}
		known++
		one := object{"name": o.Name, "type": o.Type, "value": value}
		if o.Name == focused {
			if !o.Autocomplete {
				return nil, fmt.Errorf("option %q has no autocomplete", o.Name)
			}
			one["focused"] = true
		} else if err := s.fits(o, value); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	if known < len(values) {
		for name := range values {
			if !slices.ContainsFunc(options, func(o CommandOption) bool { return o.Name == name }) {
				return nil, fmt.Errorf("there is no option %q", name)
			}
		}
	}
	return out, nil
}

// maxOption is how long a text Discord lets a user type into an option.
const maxOption = 6000

// fits says why Discord's window would not take a value.
func (s *Server) fits(o CommandOption, value any) error {
	text, isText := value.(string)
	number, isNumber := value.(float64)
	_, isBool := value.(bool)
	right := map[int]bool{
		optionString: isText, optionInteger: isNumber && number == math.Trunc(number), optionNumber: isNumber,
		optionBoolean: isBool, optionUser: isText && s.world.users[text] != nil,
		optionChannel: isText && s.world.channels[text] != nil, optionRole: isText,
		optionAttachment: isText && s.uploads[text] != nil,
	}
	n := utf8.RuneCountInString(text)
	switch {
	case !right[o.Type]:
		return fmt.Errorf("option %q does not take %v", o.Name, value)
	case len(o.Choices) > 0 && !slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == value }):
		return fmt.Errorf("option %q does not offer %v", o.Name, value)
	case o.Type == optionString && (n > maxOption || o.MaxLength != nil && n > *o.MaxLength || o.MinLength != nil && n < *o.MinLength):
		return fmt.Errorf("option %q does not take %d characters", o.Name, n)
	case isNumber && (o.MaxValue != nil && number > *o.MaxValue || o.MinValue != nil && number < *o.MinValue):
		return fmt.Errorf("option %q does not take %v", o.Name, number)
	}
	return nil
}

// resolved are the users, channels and files that the options name.
func (s *Server) resolved(options []any, guild string) object {
	users, members, channels, attachments := object{}, object{}, object{}, object{}
	var walk func([]any)
	walk = func(list []any) {
		for _, e := range list {
			o := e.(object)
			id, _ := o["value"].(string)
			switch o["type"] {
			case optionUser:
				users[id] = s.userWire(id)
				if g := s.world.guilds[guild]; g != nil {
					members[id] = s.memberWire(g, id)
				}
			case optionAttachment:
				if u := s.uploads[id]; u != nil {
					attachments[id] = s.uploadWire(u)
				}
			case optionChannel:
				if c := s.world.channels[id]; c != nil {
					w := s.channelWire(c)
					w["permissions"] = s.world.botMay(c).String()
					channels[id] = w
				}
			}
			if inner, has := o["options"].([]any); has {
				walk(inner)
			}
		}
	}
	walk(options)
	out := object{}
	for name, part := range map[string]object{"users": users, "members": members, "channels": channels, "attachments": attachments} {
		if len(part) > 0 {
			out[name] = part
		}
	}
	return out
}
