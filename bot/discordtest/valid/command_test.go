package valid_test

import "testing"

func TestCommandNames(t *testing.T) {
	named := func(name string) string { return `{"name":"` + name + `","description":"d"}` }
	bad := []string{"name APPLICATION_COMMAND_INVALID_NAME"}
	checkRows(t, []row{
		{"32 letters", command, named(of(32)), nil},
		{"33 letters", command, named(of(33)), bad},
		{"signs and figures", command, named("a-b_c'9"), nil},
		{"another script", command, named("बातचीत"), nil},
		{"upper case", command, named("Ask"), bad},
		{"upper case of another script", command, named("Élan"), bad},
		{"a space", command, named("ask me"), bad},
		{"a stop", command, named("ask."), bad},
		{"none", command, `{"description":"d"}`, []string{"name BASE_TYPE_REQUIRED"}},
		{"a menu's", command, `{"type":3,"name":"Check against the articles"}`, nil},
		{"a menu's of 33", command, `{"type":2,"name":"` + of(33) + `"}`, []string{"name BASE_TYPE_BAD_LENGTH"}},
		{"in other languages", command, `{"name":"ask","description":"d","name_localizations":{"de":"frage","fr":"demande"},"description_localizations":{"de":"b"}}`, nil},
		{"in other languages, wrong", command, `{"name":"ask","description":"d","name_localizations":{"de":"Frage"}}`, []string{"name_localizations.de APPLICATION_COMMAND_INVALID_NAME"}},
		{"in an unknown language", command, `{"name":"ask","description":"d","name_localizations":{"en":"query"}}`, []string{"name_localizations.en ENUM_TYPE_COERCE"}},
		{"described in an unknown language", command, `{"name":"ask","description":"d","description_localizations":{"xx":"d"}}`, []string{"description_localizations.xx ENUM_TYPE_COERCE"}},
		{"a choice in an unknown language", command, `{"name":"ask","description":"d","options":[{"type":3,"name":"o","description":"d","choices":[{"name":"c","value":"v","name_localizations":{"xx":"y"}}]}]}`, []string{"options[0].choices[0].name_localizations.xx ENUM_TYPE_COERCE"}},
	})
}

func TestCommands(t *testing.T) {
	slash := `{"name":"#","description":"d"}`
	checkRows(t, []row{
		{"described", command, `{"name":"ask","description":"` + of(100) + `","default_member_permissions":"32"}`, nil},
		{"not described", command, `{"name":"ask"}`, []string{"description BASE_TYPE_REQUIRED"}},
		{"described at length", command, `{"name":"ask","description":"` + of(101) + `"}`, []string{"description BASE_TYPE_BAD_LENGTH"}},
		{"a menu's, described", command, `{"type":3,"name":"Check","description":"d"}`, []string{"description APPLICATION_COMMAND_DESCRIPTION_INVALID"}},
		{"a menu's with options", command, `{"type":3,"name":"Check","options":[{"type":3,"name":"o","description":"d"}]}`, []string{"options APPLICATION_COMMAND_OPTIONS_INVALID"}},
		{"an edit of a permission", oldone, `{"default_member_permissions":"0"}`, nil},
		{"an edit of a name, perhaps a menu's", oldone, `{"name":"Check"}`, nil},
		{"an edit of a name and a description", oldone, `{"name":"Check","description":"d"}`, []string{"name APPLICATION_COMMAND_INVALID_NAME"}},
		{"100 and 15 and 15", commands, `[` + times(100, slash) + `,` + times(15, `{"type":2,"name":"#"}`) + `,` + times(15, `{"type":3,"name":"#"}`) + `]`, nil},
		{"101", commands, `[` + times(101, slash) + `]`, []string{"30032"}},
		{"16 of users", commands, `[` + times(16, `{"type":2,"name":"#"}`) + `]`, []string{"30032"}},
		{"16 of messages", commands, `[` + times(16, `{"type":3,"name":"#"}`) + `]`, []string{"30032"}},
		{"none", commands, `[]`, nil},
		{"a name twice", commands, `[` + slash + `,` + times(1, slash) + `,` + slash + `]`, []string{"[0].name APPLICATION_COMMAND_INVALID_NAME", "[2].name APPLICATION_COMMAND_INVALID_NAME", "[2].name APPLICATION_COMMANDS_DUPLICATE_NAME"}},
		{"a name twice, of two types", commands, `[{"name":"ask","description":"d"},{"type":3,"name":"ask"}]`, nil},
		{"one without description", commands, `[` + times(1, slash) + `,{"name":"b"}]`, []string{"[1].description BASE_TYPE_REQUIRED"}},
	})
}

func TestOptions(t *testing.T) {
	with := func(options string) string {
		return `{"name":"ask","description":"d","options":[` + options + `]}`
	}
	option := func(more string) string { return `{"type":3,"name":"#","description":"d"` + more + `}` }
	sub := func(options string) string {
		return `{"type":1,"name":"s","description":"d","options":[` + options + `]}`
	}
	choice := `{"name":"#","value":"#"}`
	checkRows(t, []row{
		{"25", command, with(times(25, option(``))), nil},
		{"26", command, with(times(26, option(``))), []string{"options BASE_TYPE_MAX_LENGTH"}},
		{"required first", command, with(times(1, option(`,"required":true`)) + `,{"type":4,"name":"n","description":"d"}`), nil},
		{"required after optional", command, with(`{"type":4,"name":"n","description":"d"},` + times(1, option(`,"required":true`))), []string{"options[1] APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"}},
		{"required after optional in a subcommand", command, with(sub(`{"type":4,"name":"n","description":"d"},` + times(1, option(`,"required":true`)))), []string{"options[0].options[1] APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"}},
		{"a name twice", command, with(times(1, option(``)) + `,` + times(1, option(``))), []string{"options[1].name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"}},
		{"upper case", command, with(`{"type":3,"name":"Q","description":"d"}`), []string{"options[0].name APPLICATION_COMMAND_INVALID_NAME"}},
		{"no name", command, with(`{"type":3,"description":"d"}`), []string{"options[0].name BASE_TYPE_REQUIRED"}},
		{"not described", command, with(`{"type":3,"name":"q"}`), []string{"options[0].description BASE_TYPE_REQUIRED"}},
		{"no type", command, with(`{"name":"q","description":"d"}`), []string{"options[0].type UNION_TYPE_CHOICES"}},

		{"25 choices", command, with(times(1, option(`,"choices":[`+times(25, choice)+`]`))), nil},
		{"26 choices", command, with(`{"type":3,"name":"q","description":"d","choices":[` + times(26, choice) + `]}`), []string{"options[0].choices BASE_TYPE_MAX_LENGTH"}},
		{"autocomplete", command, with(times(1, option(`,"autocomplete":true,"choices":[]`))), nil},
		{"choices and autocomplete", command, with(`{"type":3,"name":"q","description":"d","autocomplete":true,"choices":[{"name":"c","value":"v"}]}`), []string{"options[0].choices APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES"}},
		{"choices of a user", command, with(`{"type":6,"name":"q","description":"d","autocomplete":true}`), []string{"options[0].type APPLICATION_COMMAND_OPTIONS_CHOICES_TYPE_INVALID"}},
		{"a choice twice", command, with(`{"type":3,"name":"q","description":"d","choices":[{"name":"c","value":"v"},{"name":"c","value":"w"}]}`), []string{"options[0].choices[1].name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS"}},
		{"a number for a text", command, with(`{"type":3,"name":"q","description":"d","choices":[{"name":"c","value":1}]}`), []string{"options[0].choices[0].value STRING_TYPE_CONVERT"}},
		{"a number for a number", command, with(`{"type":4,"name":"q","description":"d","choices":[{"name":"c","value":1}]}`), nil},
		{"a choice of 101", command, with(`{"type":3,"name":"q","description":"d","choices":[{"name":"` + of(101) + `","value":"` + of(101) + `"}]}`), []string{"options[0].choices[0].name BASE_TYPE_BAD_LENGTH", "options[0].choices[0].value BASE_TYPE_MAX_LENGTH"}},

		{"subcommands in a group", command, with(`{"type":2,"name":"g","description":"d","options":[` + sub(times(1, option(``))) + `]}`), nil},
		{"an option in a group", command, with(`{"type":2,"name":"g","description":"d","options":[` + times(1, option(``)) + `]}`), []string{"options[0].options[0].type UNION_TYPE_CHOICES"}},
		{"a subcommand in a subcommand", command, with(sub(sub(``))), []string{"options[0].options[0].type UNION_TYPE_CHOICES"}},
		{"a subcommand beside an option", command, with(sub(``) + `,` + times(1, option(``))), []string{"options[1].type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"}},
	})
}

// TestCommandSize: what all parts of one command come to together.
func TestCommandSize(t *testing.T) {
	option := func(name, choices string) string {
		return `{"type":3,"name":"` + name + `","description":"` + of(100) + `","choices":[` + choices + `]}`
	}
	choice := `{"name":"#` + of(96) + `","value":"` + of(100) + `"}` // 198
	// The options come to 24×300 and 696.
	options := `,"options":[` + times(24, option("#", times(1, choice))) + `,` + option("zz", times(3, choice)) + `]}`
	ask := func(name, more string) string {
		return `{"name":"` + name + `","description":"` + of(100) + `"` + more + options
	}
	tooLarge := []string{"APPLICATION_COMMAND_TOO_LARGE"}
	checkRows(t, []row{
		{"8000", command, ask("frag", ``), nil},
		{"8001", command, ask("frage", ``), tooLarge},
		{"8001 in the longest translation", command, ask("ask", `,"name_localizations":{"fr":"aa","de":"frage"}`), tooLarge},
		{"8000 in the longest translation", command, ask("frag", `,"name_localizations":{"fr":"aa"},"description_localizations":{"de":"b"}`), nil},
	})
}
