import { attribute, escape, flag } from './html.js'

const styles = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive', 5: 'secondary' }
const selects = { 3: 'Make a selection', 5: 'Select a user', 6: 'Select a role', 7: 'Select someone', 8: 'Select a channel' }

// components returns the HTML of the rows of a message.
export function components(rows, context) {
  if (rows.length === 0) return ''
  return `<discord-attachments slot="components">${rows.map((r) => row(r, context)).join('')}</discord-attachments>`
}

function row(r, context) {
  if (r.type !== 1) return notDrawn(r)
  return `<discord-action-row>${(r.components ?? []).map((c) => component(c, context)).join('')}</discord-action-row>`
}

function component(c, context) {
  if (c.type === 2) return button(c)
  if (selects[c.type]) return select(c, context)
  return notDrawn(c)
}

function button(b) {
  const content = [emoji(b.emoji), escape(b.label ?? '')].filter(Boolean).join('&nbsp;')
  const attributes = attribute('type', styles[b.style] ?? 'secondary') + flag('disabled', b.disabled) + (b.style === 5 ? attribute('url', b.url ?? '#') : '')
  return `<discord-button${attributes}>${content}</discord-button>`
}

// select shows what is chosen, else what it asks for; all that it offers if
// that is wanted.
function select(s, context) {
  const options = s.options ?? []
  const chosen = options.filter((o) => o.default).map((o) => o.label).join(', ')
  const placeholder = chosen || s.placeholder || selects[s.type]
  const offered = context.open && options.length > 0 ? `<div class="offered">${options.map(option).join('')}</div>` : ''
  return `<div class="select"><discord-string-select-menu${attribute('placeholder', placeholder)}${flag('disabled', s.disabled)}></discord-string-select-menu>${offered}</div>`
}

function option(o) {
  const description = o.description ? `<div class="description">${escape(o.description)}</div>` : ''
  return `<div class="option${o.default ? ' chosen' : ''}">${emoji(o.emoji)} ${escape(o.label ?? '')}${description}</div>`
}

const emoji = (e) => (e ? escape(e.id ? `:${e.name}:` : e.name ?? '') : '')

const notDrawn = (c) => `<div class="not-drawn">a component of type ${escape(String(c.type))} is not drawn</div>`
