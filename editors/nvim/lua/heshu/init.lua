-- What the built-in client has no command for: the server's own commands, shown as Neovim shows such things.
local M = {}

local TIMEOUT = 10000

--- The client of a buffer. `get_clients` is new in 0.10.
local function client_of(buffer)
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  return get({ bufnr = buffer, name = 'heshu' })[1]
end

local function tell(text, level)
  vim.notify('heshu: ' .. text, level or vim.log.levels.INFO)
end

--- Whether messages are Chinese: as the server's own settings say, else as Neovim's language does.
local function is_chinese()
  return not (vim.v.lang or ''):lower():find('^en')
end

local function say(chinese, english)
  return is_chinese() and chinese or english
end

--- Runs a command of the server on the current buffer; nil where it is not attached or fails.
function M.execute(command, argument)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    tell(say('没有连接服务程序，:checkhealth heshu 可查原因', 'not attached; see :checkhealth heshu'), vim.log.levels.WARN)
    return nil
  end
  local params = { command = command, arguments = { vim.tbl_extend('keep', argument or {}, { uri = vim.uri_from_bufnr(buffer) }) } }
  -- A function of the client until 0.10, a method from 0.11 on.
  local answer, failure
  if vim.fn.has('nvim-0.11') == 1 then
    answer, failure = client:request_sync('workspace/executeCommand', params, TIMEOUT, buffer)
  else
    answer, failure = client.request_sync('workspace/executeCommand', params, TIMEOUT, buffer)
  end
  if not answer or answer.err then
    tell(answer and answer.err.message or failure or 'no answer', vim.log.levels.ERROR)
    return nil
  end
  local result = answer.result
  if result == vim.NIL then return nil end
  return result, client
end

--- A byte column from a column in the client's encoding.
local function column(buffer, position, encoding)
  local line = vim.api.nvim_buf_get_lines(buffer, position.line, position.line + 1, false)[1] or ''
  if encoding == 'utf-8' then return position.character end
  if vim.str_byteindex and vim.fn.has('nvim-0.11') == 1 then
    return vim.str_byteindex(line, encoding, position.character, false)
  end
  return vim.str_byteindex(line, position.character, encoding == 'utf-16')
end

local SIGNS = { contradiction = 'E', doubt = 'W' }

--- Every figure of the article in the quickfix list, contradictions first.
function M.figures()
  local panel, client = M.execute('heshu.figures')
  if not panel then return end
  local buffer = vim.api.nvim_get_current_buf()
  local items = {}
  for _, row in ipairs(panel.rows) do
    local says = vim.tbl_filter(function(part) return part ~= '' end, { row.amount, row.indicator, row.scope, row.period, row.statement })
    local text = row.text .. '  ' .. table.concat(says, ' · ')
    for _, at in ipairs(row.findings) do
      text = text .. '  ' .. panel.findings[at + 1].message
    end
    items[#items + 1] = {
      bufnr = buffer,
      lnum = row.range.start.line + 1,
      col = column(buffer, row.range.start, client.offset_encoding) + 1,
      end_lnum = row.range['end'].line + 1,
      end_col = column(buffer, row.range['end'], client.offset_encoding) + 1,
      text = text,
      type = SIGNS[row.state] or '',
      rank = row.state == 'contradiction' and 1 or row.state == 'doubt' and 2 or 3,
      order = #items,
    }
  end
  table.sort(items, function(a, b)
    if a.rank ~= b.rank then return a.rank < b.rank end
    return a.order < b.order
  end)
  for _, item in ipairs(items) do item.rank, item.order = nil, nil end
  local title = ('heshu: %d / %d / %d'):format(panel.figures, panel.checked, panel.errors)
  vim.fn.setqflist({}, ' ', { title = title, items = items })
  vim.cmd('copen')
end

--- A float with lines of Markdown.
local function float(lines)
  vim.lsp.util.open_floating_preview(lines, 'markdown', { border = 'rounded', focus_id = 'heshu', wrap = true, max_width = 90 })
end

local function card_lines(card)
  local lines = { '# ' .. card.title, '', card.subtitle, '' }
  local function add(text) lines[#lines + 1] = text end
  for _, row in ipairs(card.rows) do add('- ' .. row.label .. '：' .. row.value) end
  if card.note ~= '' then vim.list_extend(lines, { '', card.note }) end
  if #card.facts > 0 then add('') end
  for _, fact in ipairs(card.facts) do add(('- `%s` %s（%s）'):format(fact.date, fact.text, fact.source)) end
  if #card.mentions > 0 then add('') end
  for _, mention in ipairs(card.mentions) do
    add(('- %d: …%s**%s**%s…'):format(mention.range.start.line + 1, mention.before, mention.text, mention.after))
  end
  return lines
end

--- The card of what is named under the cursor, else of what is picked among all that the article names.
function M.card()
  local client = client_of(0)
  local position = client and vim.lsp.util.make_position_params(0, client.offset_encoding).position
  local card = M.execute('heshu.card', { position = position })
  if card then return float(card_lines(card)) end
  local named = M.execute('heshu.entities')
  if not named then return end
  if #named == 0 then return tell(say('没有认出企业、机构或项目', 'no company, organisation or project is recognised')) end
  vim.ui.select(named, { prompt = 'heshu', format_item = function(n) return n.name .. ' · ' .. n.label end }, function(picked)
    local chosen = picked and M.execute('heshu.card', { id = picked.id })
    if chosen then float(card_lines(chosen)) end
  end)
end

--- The page of a rule: of a code, else of the finding under the cursor.
function M.explain(code)
  if not code or code == '' then
    local line = vim.api.nvim_win_get_cursor(0)[1] - 1
    for _, diagnostic in ipairs(vim.diagnostic.get(0, { lnum = line })) do
      if diagnostic.source == 'heshu' then code = diagnostic.code end
    end
  end
  if not code or code == '' then return tell(say('本行没有问题；可写明代号，如 :Heshu explain count-mismatch', 'no finding in this line; name a code')) end
  local rule = M.execute('heshu.explain', { code = code })
  if not rule then return tell(say('没有“' .. code .. '”这条规则', 'there is no rule ' .. code), vim.log.levels.WARN) end
  float(vim.split(rule.page, '\n'))
end

--- Applies all safe fixes; the server sends the edits.
function M.fix()
  local count = M.execute('heshu.fix')
  if count then tell(say(('已改%d处'):format(count), ('%d changes'):format(count))) end
end

--- Cleans the article; with `diff` it shows what would change in a split instead.
function M.clean(diff)
  if not diff then
    local count = M.execute('heshu.clean')
    if count then tell(say(('已清洗，改动%d处'):format(count), ('cleaned: %d changes'):format(count))) end
    return
  end
  local cleaned = M.execute('heshu.cleaned')
  if not cleaned then return end
  local filetype, source = vim.bo.filetype, vim.api.nvim_get_current_win()
  vim.cmd('diffthis')
  vim.cmd('rightbelow vnew')
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = 'nofile', 'wipe', false
  local lines = vim.split((cleaned.text:gsub('\r\n', '\n'):gsub('\n$', '')), '\n')
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  -- The syntax, without a second article for the server.
  vim.bo[buffer].syntax = filetype
  vim.cmd('diffthis')
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    once = true,
    callback = function()
      if vim.api.nvim_win_is_valid(source) then vim.api.nvim_win_call(source, function() vim.cmd('diffoff') end) end
    end,
  })
end

--- Writes the figures as CSV beside the article, or to a path. A file that is there already is kept.
function M.csv(path)
  local csv = M.execute('heshu.figuresCsv')
  if not csv then return end
  if not path or path == '' then path = vim.fn.expand('%:p:r') .. '.csv' end
  if vim.fn.filereadable(path) == 1 then return tell(say(path .. ' 已经存在，未写入', path .. ' exists: not written'), vim.log.levels.WARN) end
  vim.fn.writefile(vim.split(csv, '\n'), path, 'b')
  tell(path)
end

--- The text of the last visual selection, on one line.
local function selected()
  local from, to = vim.fn.getpos("'<"), vim.fn.getpos("'>")
  if from[2] == 0 or from[2] ~= to[2] then return '' end
  local line = vim.fn.getline(from[2])
  local last = math.min(to[3], #line)
  -- The mark is on the first byte of the last character.
  return line:sub(from[3], last + #vim.fn.matchstr(line, '.', last - 1) - 1)
end

--- Adds the selected name, or one that is typed, to the workspace's catalog; the server writes the file.
function M.add(kind, range)
  local kinds = { 'company', 'project', 'organization' }
  if not vim.tbl_contains(kinds, kind) then return tell(table.concat(kinds, ', '), vim.log.levels.WARN) end
  local name = range and selected() or vim.fn.input(say('名称：', 'name: '))
  if name == '' then return end
  local added = M.execute('heshu.addEntity', { name = name, kind = kind })
  if added then tell(added.name .. ' → ' .. added.path) end
end

--- Starts the server anew: on Linux, Neovim does not watch heshu.toml and catalogs for it.
function M.restart()
  local client = client_of(0)
  if not client then return end
  local buffers = vim.tbl_keys(client.attached_buffers)
  local config = client.config
  if vim.fn.has('nvim-0.11') == 1 then client:stop() else client.stop() end
  vim.wait(5000, function() return client_of(0) == nil end, 20)
  for _, buffer in ipairs(buffers) do
    if vim.api.nvim_buf_is_loaded(buffer) then vim.lsp.start(config, { bufnr = buffer }) end
  end
end

M.commands = {
  figures = M.figures,
  card = M.card,
  explain = M.explain,
  fix = M.fix,
  clean = function() M.clean(false) end,
  diff = function() M.clean(true) end,
  csv = M.csv,
  add = M.add,
  restart = M.restart,
  log = function() vim.cmd.edit(vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()) end,
}

--- For Neovim 0.9 and 0.10, which have no `vim.lsp.enable`.
function M.setup(options)
  if vim.lsp.config and vim.lsp.enable then
    if options then vim.lsp.config('heshu', options) end
    return vim.lsp.enable('heshu')
  end
  local found = vim.api.nvim_get_runtime_file('lsp/heshu.lua', false)[1]
  local config = vim.tbl_deep_extend('force', found and dofile(found) or {}, options or {})
  config.name = 'heshu'
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('heshu', { clear = true }),
    pattern = config.filetypes,
    callback = function(event)
      local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(event.buf))
      local marker = vim.fs.find(config.root_markers, { upward = true, path = folder })[1]
      vim.lsp.start(vim.tbl_extend('force', config, { root_dir = marker and vim.fs.dirname(marker) or folder }))
    end,
  })
end

return M
