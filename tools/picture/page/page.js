// The page that draws a conversation. Frames of messages, embeds, buttons and
// menus are those of discord-components; text is HTML of markdown.js, styled by
// page.css.

import '@skyra/discord-components-core'
import { attribute, avatar, escape, flag, time } from './html.js'
import { html, plain } from './markdown.js'
import { components } from './components.js'
import { embed } from './embed.js'
import style from './page.css'

const flagSuppressEmbeds = 1 << 2
const flagEphemeral = 1 << 6
const flagLoading = 1 << 7

// draw fills the page and returns its height.
globalThis.draw = async (conversation, { theme, open }) => {
  document.head.innerHTML = `<meta charset="utf-8"><style>${style}</style>`
  document.documentElement.className = theme
  const context = { open, names: namesOf(conversation) }
  const { channel = {} } = conversation
  const messages = conversation.messages.map((m, i) => message(m, conversation.messages[i - 1], context)).join('')
  document.body.innerHTML = `<discord-messages${flag('light-theme', theme === 'light')}>${header(channel)}${messages}</discord-messages>`
  await settled()
  return { height: document.querySelector('discord-messages').getBoundingClientRect().bottom }
}

function namesOf({ users = {}, roles = {}, channels = {}, channel = {}, messages }) {
  const names = { users: { ...users }, roles, channels: { ...channels } }
  for (const { author } of messages) {
    if (author?.id) names.users[author.id] ??= author.name
  }
  if (channel.id) names.channels[channel.id] ??= channel.name
  return names
}

// settled waits until all that is drawn has its size: the components draw
// themselves after they stand in the page, and what is in them after that.
async function settled() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  for (const element of document.querySelectorAll('*')) await element.updateComplete
  await document.fonts.ready
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})))
  await frame()
  await frame()
}

function header({ name, type, guild }) {
  if (!name) return ''
  const sign = { dm: '@', thread: '⌗' }[type] ?? '#'
  return `<div class="header"><span class="sign">${sign}</span> ${escape(name)}${guild ? `<span class="guild">${escape(guild)}</span>` : ''}</div>`
}

function message(m, previous, context) {
  const flags = m.flags ?? 0
  const name = m.author?.name ?? 'unknown'
  const top = reply(m, context) + interaction(m, context)
  const attributes = [
    attribute('author', name),
    attribute('avatar', avatar(name)),
    m.timestamp ? attribute('timestamp', time(m.timestamp)) : '',
    flag('bot', m.author?.bot),
    flag('edited', m.edited),
    flag('ephemeral', m.ephemeral || flags & flagEphemeral),
    flag('message-body-only', !top && follows(m, previous)),
  ].join('')
  const body = flags & flagLoading
    ? `<em class="loading">${escape(name)} is thinking…</em>`
    : `<div class="md">${html(m.content ?? '', context.names)}</div>`
  const embeds = flags & flagSuppressEmbeds ? '' : (m.embeds ?? []).map((e) => embed(e, context.names)).join('')
  return `<discord-message${attributes}>${top}${body}${embeds}${components(m.components ?? [], context)}</discord-message>`
}

// follows reports a message that is shown below the one before it without a
// head of its own: of the same author, within seven minutes.
function follows(m, previous) {
  if (!previous || !m.timestamp || !previous.timestamp) return false
  const gap = new Date(m.timestamp) - new Date(previous.timestamp)
  return m.author?.name === previous.author?.name && gap >= 0 && gap < 7 * 60_000 && Boolean(m.ephemeral) === Boolean(previous.ephemeral)
}

function reply({ reply_to: to }, context) {
  if (!to) return ''
  const name = to.author?.name ?? 'unknown'
  const attributes = attribute('author', name) + attribute('avatar', avatar(name)) + flag('bot', to.author?.bot) +
    flag('mentions', to.mentions) + flag('deleted', to.deleted) + readable
  return `<discord-reply slot="reply"${attributes}>${escape(oneLine(plain(to.content ?? '', context.names)))}</discord-reply>`
}

// interaction says which command a message answers; a command of a message's
// menu names that message in target.
function interaction({ interaction: i }, context) {
  if (!i) return ''
  const user = i.user?.name ?? 'unknown'
  const command = attribute('author', user) + attribute('avatar', avatar(user)) + attribute('command', i.name)
  let target = attribute('type', 'slash_command')
  if (i.target) {
    const name = i.target.author?.name ?? 'unknown'
    target = attribute('type', 'message_command') + attribute('context-user-name', name) +
      attribute('context-user-image', avatar(name)) + attribute('context-message-reply', '\u00a0' + oneLine(plain(i.target.content ?? '', context.names)))
  }
  return `<discord-command slot="reply"${command}${target}${readable}></discord-command>`
}

// readable: the library has names light on light in its light theme.
const readable = attribute('role-color', 'var(--text)') + attribute('context-user-role-color', 'var(--text)')

const oneLine = (s) => s.replace(/\s+/g, ' ').slice(0, 200)
