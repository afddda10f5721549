package valid

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Types of components.
const (
	row           = 1
	button        = 2
	stringSelect  = 3
	textInput     = 4
	userSelect    = 5
	roleSelect    = 6
	mentionSelect = 7
	channelSelect = 8
	section       = 9
	textDisplay   = 10
	thumbnail     = 11
	gallery       = 12
	file          = 13
	separator     = 14
	container     = 17
	label         = 18
)

const (
	maxRows         = 5
	maxInRow        = 5
	maxCustomID     = 100
	maxLabel        = 80
	maxButtonURL    = 512
	maxOptions      = 25
	maxOptionText   = 100 // label, value and description
	maxPlaceholder  = 150
	maxComponentsV2 = 40
	maxTextV2       = 4000 // over all text displays of a message

	linkButton    = 5
	premiumButton = 6
)

// checkComponents checks the components of a message, and that the message
// holds nothing that they exclude.
func checkComponents(r *report, m value, fresh bool) {
	components := m.at("components")
	v2 := m.at("flags").whole(0)&flagComponentsV2 != 0
	switch {
	case v2:
		checkNoLegacy(r, m)
		r.list(components, 0, maxComponentsV2)
		checkSizeV2(r, components)
	case hasV2(components) && fresh:
		for _, c := range components.items() {
			if isV2(c) {
				r.add(join(c.path, "type"), "UNION_TYPE_CHOICES", `Value of field "type" must be one of (1,).`)
			}
		}
	case hasV2(components): // in an edit of a message that may have the flag already
		checkNoLegacy(r, m)
		checkSizeV2(r, components)
	default:
		r.count(components.path, len(r.list(components, 0, maxComponentsV2)), 0, maxRows)
	}
	for _, c := range components.items() {
		checkComponent(r, c)
	}
	checkCustomIDs(r, components)
}

// checkNoLegacy checks that a message of components v2 has nothing else.
func checkNoLegacy(r *report, m value) {
	for _, field := range []string{"content", "embeds", "poll", "sticker_ids"} {
		f := m.at(field)
		if !f.blank() || len(f.items()) > 0 || f.object() != nil {
			r.add(f.path, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
				"The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field)
		}
	}
}

// checkSizeV2 checks what is bounded over all nested components together.
func checkSizeV2(r *report, components value) {
	n, length := 0, 0
	walk(components, func(c value) {
		n++
		if c.at("type").whole(0) == textDisplay {
			length += utf8.RuneCountInString(c.at("content").text())
		}
	})
	if n > maxComponentsV2 {
		r.add(components.path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length, nested ones counted; there are %d.", maxComponentsV2, n)
	}
	if length > maxTextV2 {
		r.add(components.path, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Components displayable text size exceeds maximum size of %d", maxTextV2)
	}
}

func isV2(c value) bool   { return c.at("type").whole(row) >= section }
func hasV2(cs value) bool { return slices.ContainsFunc(cs.items(), isV2) }

// walk visits components and all that are nested in them, outer ones first.
func walk(components value, visit func(value)) {
	for _, c := range components.items() {
		visit(c)
		walk(c.at("components"), visit)
		for _, inner := range []value{c.at("accessory"), c.at("component")} {
			if inner.given() {
				visit(inner)
			}
		}
	}
}

func checkCustomIDs(r *report, components value) {
	var ids []value
	walk(components, func(c value) { ids = append(ids, c.at("custom_id")) })
	r.unique(ids, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
}

// checkComponent checks a component that stands at the top or in a container.
func checkComponent(r *report, c value) {
	switch c.at("type").whole(0) {
	case row:
		checkRow(r, c)
	case section:
		for _, text := range r.list(c.at("components"), 1, 3) {
			checkComponent(r, text)
		}
		if accessory := c.at("accessory"); accessory.at("type").whole(0) == button {
			checkButton(r, accessory)
		} else {
			checkURL(r, accessory.at("media").at("url"), fileSchemes)
		}
	case textDisplay:
		r.filled(c.at("content"), maxTextV2)
	case gallery:
		for _, item := range r.list(c.at("items"), 1, 10) {
			checkURL(r, item.at("media").at("url"), fileSchemes)
		}
	case file:
		checkURL(r, c.at("file").at("url"), attachedOnly)
	case container:
		for _, inner := range r.list(c.at("components"), 1, maxComponentsV2) {
			checkComponent(r, inner)
		}
	case separator:
	default:
		r.add(join(c.path, "type"), "UNION_TYPE_CHOICES", "The type %v cannot stand here.", c.at("type").v)
	}
}

// checkRow checks a row of a message: one to five buttons, or one select.
func checkRow(r *report, row value) {
	inner := row.at("components")
	if !inner.given() {
		r.required(inner)
		return
	}
	width := 0
	for _, c := range r.list(inner, 1, maxInRow) {
		switch t := c.at("type").whole(0); t {
		case button:
			width++
			checkButton(r, c)
		case stringSelect, userSelect, roleSelect, mentionSelect, channelSelect:
			width += maxInRow
			checkSelect(r, c)
		default:
			r.add(join(c.path, "type"), "UNION_TYPE_CHOICES", `Value of field "type" must be one of (2, 3, 5, 6, 7, 8).`)
		}
		if width > maxInRow {
			r.add(c.path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
		}
	}
}

func checkButton(r *report, b value) {
	id, address := b.at("custom_id"), b.at("url")
	r.length(id, 1, maxCustomID)
	r.length(b.at("label"), 0, maxLabel)
	r.length(address, 0, maxButtonURL)
	checkURL(r, address, buttonSchemes)
	checkEmoji(r, b.at("emoji"))
	style := b.at("style")
	r.within(style, 1, premiumButton)
	switch {
	case !style.given():
		r.required(style)
	case style.whole(0) == premiumButton:
		checkPremium(r, b)
		return
	case id.given() && address.given():
		r.add(b.path, "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", "A custom id and url cannot both be specified")
	case style.whole(0) == linkButton && address.blank():
		r.add(address.path, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
	case style.whole(0) != linkButton && !id.given():
		r.add(id.path, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
	}
	if b.at("label").blank() && !b.at("emoji").given() {
		r.add(join(b.path, "label"), "BASE_TYPE_REQUIRED", "A label or an emoji is required")
	}
}

// checkPremium checks a button that sells: it has an article and nothing else.
func checkPremium(r *report, b value) {
	r.required(b.at("sku_id"))
	for _, field := range []string{"custom_id", "url", "label", "emoji"} {
		if f := b.at(field); f.given() {
			r.add(f.path, "BASE_TYPE_CHOICES", "A premium button has no %s", field)
		}
	}
}

// checkEmoji finds the names of emoji that stand where the emoji should, such
// as ":newspaper:"; one of a server's own has an id.
func checkEmoji(r *report, emoji value) {
	if !emoji.given() || emoji.at("id").given() {
		return
	}
	name := emoji.at("name").text()
	plain := func(c rune) bool { return c < unicode.MaxLatin1 && unicode.IsLetter(c) }
	if name == "" || slices.ContainsFunc([]rune(name), plain) {
		r.add(join(emoji.path, "name"), "COMPONENT_INVALID_EMOJI", "Invalid emoji")
	}
}

func checkSelect(r *report, s value) {
	r.filled(s.at("custom_id"), maxCustomID)
	r.length(s.at("placeholder"), 0, maxPlaceholder)
	most := maxOptions
	if s.at("type").whole(0) == stringSelect {
		most = checkOptions(r, s)
	}
	r.within(s.at("min_values"), 0, most)
	r.within(s.at("max_values"), 1, most)
	if s.at("min_values").whole(1) > s.at("max_values").whole(1) {
		r.add(join(s.path, "min_values"), "NUMBER_TYPE_MAX", "The value should be less than or equal to max_values.")
	}
}

// checkOptions checks the options of a select and returns how many there are.
func checkOptions(r *report, s value) int {
	if !s.at("options").given() {
		r.required(s.at("options"))
		return maxOptions
	}
	options := r.list(s.at("options"), 1, maxOptions)
	var values []value
	chosen := 0
	for _, o := range options {
		r.filled(o.at("label"), maxOptionText)
		r.filled(o.at("value"), maxOptionText)
		r.length(o.at("description"), 0, maxOptionText)
		checkEmoji(r, o.at("emoji"))
		values = append(values, o.at("value"))
		if o.at("default").isTrue() {
			chosen++
		}
	}
	r.unique(values, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
	if most := s.at("max_values").whole(1); chosen > most {
		r.add(join(s.path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "There are %d default options and at most %d may be chosen", chosen, most)
	}
	return max(len(options), 1)
}
