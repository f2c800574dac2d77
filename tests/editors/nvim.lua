-- Opens articles in a real Neovim with the plugin that ships in editors/nvim, and does what a user does.
-- Run by tests/editors/run.sh: nvim --headless -u NONE -l tests/editors/nvim.lua ROOT SERVER

local root, server = arg[1], arg[2]
local failures = 0

local function check(what, holds)
  io.stdout:write((holds and 'ok    ' or 'FAIL  ') .. what .. '\n')
  if not holds then failures = failures + 1 end
end

local function wait(holds) return vim.wait(10000, holds, 10) end

-- A workspace of its own, with articles and a catalog.
local folder = vim.fn.tempname()
vim.fn.mkdir(folder .. '/.heshu/catalog', 'p')
vim.fn.writefile({}, folder .. '/heshu.toml')
for _, name in ipairs({ 'articles/01-report.txt', 'articles/02-scraped.txt', 'articles/04-foil.txt' }) do
  vim.uv.fs_copyfile(root .. '/tests/editors/' .. name, folder .. '/' .. vim.fs.basename(name))
end
vim.uv.fs_copyfile(root .. '/tests/editors/catalog/chengjiang.toml', folder .. '/.heshu/catalog/chengjiang.toml')

vim.opt.swapfile = false
vim.opt.fileencodings = 'utf-8'
vim.opt.runtimepath:append(root .. '/editors/nvim')
vim.cmd('filetype on')
vim.cmd('runtime plugin/heshu.lua')
vim.cmd('helptags ' .. root .. '/editors/nvim/doc')

local messages = {}
vim.notify = function(text) messages[#messages + 1] = text end

vim.lsp.config('heshu', { cmd = { server, 'lsp' }, settings = { heshu = { inlayHints = true, locale = 'zh' } } })
vim.lsp.enable('heshu')

local function open(name)
  vim.cmd.edit(folder .. '/' .. name)
  local buffer = vim.api.nvim_get_current_buf()
  wait(function() return #vim.lsp.get_clients({ bufnr = buffer, name = 'heshu' }) == 1 end)
  return buffer, vim.lsp.get_clients({ bufnr = buffer, name = 'heshu' })[1]
end

local function text_of(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

--- The codes of the findings of a buffer, each with its message.
local function findings(buffer)
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do found[diagnostic.code] = diagnostic end
  return found
end

local began = vim.uv.hrtime()
local buffer, client = open('01-report.txt')
check('the server attaches', client ~= nil)
check('the workspace is the folder of heshu.toml', client and vim.uv.fs_realpath(client.config.root_dir) == vim.uv.fs_realpath(folder))
wait(function() return findings(buffer)['parts-sum-mismatch'] ~= nil end)
local first = (vim.uv.hrtime() - began) / 1e6
local sum = findings(buffer)['parts-sum-mismatch']
check('diagnostics arrive with their arithmetic', sum and sum.message:find('各项合计885亿元', 1, true))
check('they cover the figure', sum and vim.api.nvim_buf_get_text(buffer, sum.lnum, sum.col, sum.end_lnum, sum.end_col, {})[1] == '860亿元')

local function request(method, params)
  local answer = client:request_sync(method, params, 10000, buffer)
  return answer and answer.result
end
local function at(words)
  vim.fn.cursor(1, 1)
  vim.fn.search(words, 'cW')
  return vim.lsp.util.make_position_params(0, client.offset_encoding)
end

-- The workspace's catalog is read in the background.
local company
wait(function()
  local card = request('textDocument/hover', at('澄江铜业集团'))
  company = card and card.contents.value or ''
  return company:find('102亿元', 1, true) ~= nil
end)
check('hover explains a company of the workspace’s catalog', company:find('澄江铜业集团有限公司', 1, true))
local figure = request('textDocument/hover', at('约480亿元'))
check('hover explains a figure', figure and figure.contents.value:find('456亿元至504亿元', 1, true))

local symbols = request('textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(buffer) } })
local names = vim.iter(vim.lsp.util.symbols_to_items(symbols or {}, buffer, client.offset_encoding)):map(function(i) return i.text end):join('\n')
check('the outline has the sections', names:find('一、工业稳中有进', 1, true) and names:find('三、下一步打算', 1, true))

vim.lsp.inlay_hint.enable(true, { bufnr = buffer })
local hints = function() return vim.lsp.inlay_hint.get({ bufnr = buffer }) end
check('inlay hints tell how far a hedge reaches', wait(function()
  return vim.iter(hints()):any(function(h) return tostring(h.inlay_hint.label):find('456', 1, true) ~= nil end)
end))

-- A fix, chosen and applied as `gra` does it.
local wrong = findings(buffer)['change-mismatch']
vim.api.nvim_win_set_cursor(0, { wrong.lnum + 1, wrong.col })
vim.lsp.buf.code_action({ filter = function(action) return action.title:find('改为“14家”', 1, true) ~= nil end, apply = true })
check('a code action changes the text', wait(function() return text_of(buffer):find('298家增加14家', 1, true) ~= nil end))
check('and the finding goes', wait(function() return findings(buffer)['change-mismatch'] == nil end))

vim.cmd('Heshu figures')
local list = vim.fn.getqflist({ title = 0, items = 0 })
check(':Heshu figures fills the quickfix list', #list.items > 20 and list.title:find('^heshu: %d+ / %d+ / 1$'))
check('contradictions come first', list.items[1].type == 'E' and list.items[1].text:find('^860亿元') and list.items[1].text:find('885亿元', 1, true))
vim.cmd('cfirst')
check('an entry leads to its figure', vim.fn.expand('<cWORD>'):find('860亿元', 1, true) and vim.fn.col('.') == list.items[1].col)
vim.cmd('cclose')

--- The lines of the float that a command opens.
local function float_of(command)
  vim.cmd(command)
  local window = vim.iter(vim.api.nvim_list_wins()):find(function(w) return vim.api.nvim_win_get_config(w).relative ~= '' end)
  if not window then return '' end
  local lines = text_of(vim.api.nvim_win_get_buf(window))
  vim.api.nvim_win_close(window, true)
  return lines
end
at('澄江铜业集团')
check(':Heshu card shows the whole card', float_of('Heshu card'):find('产值首次过百亿元', 1, true))
check(':Heshu explain shows the page of a rule', float_of('Heshu explain parts-sum-mismatch'):find('分项之和与总数不符', 1, true))
vim.api.nvim_win_set_cursor(0, { sum.lnum + 1, 0 })
check('or of the finding in the line', float_of('Heshu explain'):find('分项之和与总数不符', 1, true))
vim.cmd('Heshu explain no-such-rule')
check('a rule that is not there is told', (messages[#messages] or ''):find('no-such-rule', 1, true))

vim.cmd('Heshu csv')
local csv = table.concat(vim.fn.readfile(folder .. '/01-report.csv', 'b'), '\n')
check(':Heshu csv writes the figures', csv:find('860亿元,86000000000,元,金额', 1, true))
vim.cmd('Heshu csv')
check('and leaves a file alone that is there', (messages[#messages] or ''):find('01-report.csv', 1, true))
at('新能源项目')
vim.cmd('normal! v4l')
vim.cmd("execute \"normal! \\<Esc>\"")
vim.cmd("'<,'>Heshu add project")
check(':Heshu add puts a name into the catalog', table.concat(vim.fn.readfile(folder .. '/.heshu/catalog/added.toml'), '\n'):find('name = "新能源项目"', 1, true))
vim.cmd("'<,'>Heshu add project")
check('and not twice', (messages[#messages] or ''):find('名录里已经有', 1, true))
check('commands complete', vim.deep_equal(vim.fn.getcompletion('Heshu c', 'cmdline'), { 'card', 'clean', 'csv' }))
vim.cmd('silent write!')

-- The name in both articles, whichever of them is open.
at('澄江铜业集团有限公司')
vim.lsp.buf.rename('澄江新铜集团有限公司')
check('a company is renamed in this file', wait(function() return text_of(buffer):find('澄江新铜集团有限公司把', 1, true) ~= nil end))
local other = vim.fn.bufadd(folder .. '/04-foil.txt')
vim.fn.bufload(other)
check('and in the other', wait(function() return text_of(other):find('由澄江新铜集团有限公司建设', 1, true) and not text_of(other):find('澄江铜业集团有限公司', 1, true) end))
vim.cmd('silent wall')

-- Scraped, Traditional, CRLF, with characters beyond the basic plane.
buffer, client = open('02-scraped.txt')
check('a CRLF file stays one', vim.bo[buffer].fileformat == 'dos')
wait(function() return findings(buffer)['noise-pinyin'] ~= nil end)
vim.cmd('Heshu diff')
local shown = text_of(0)
check(':Heshu diff shows the cleaned text beside', vim.wo.diff and shown:find('記者走進河南豫光金鉛股份有限公司,技術員𠮷田指着屏幕說😀,', 1, true))
vim.cmd('close')
check('and nothing was changed', text_of(buffer):find('(jìn)', 1, true) and not vim.wo.diff)
vim.cmd('Heshu clean')
check(':Heshu clean changes the buffer to that text', wait(function() return text_of(buffer) == shown end))
vim.cmd('silent undo')
check('and one undo takes it back', text_of(buffer):find('(jìn)', 1, true))
vim.cmd('Heshu fix')
check(':Heshu fix applies the safe fixes', wait(function() return not text_of(buffer):find('(jìn)', 1, true) end))
vim.cmd('silent write')
local bytes = table.concat(vim.fn.readfile(folder .. '/02-scraped.txt', 'b'), '\n')
check('saved with CRLF', select(2, bytes:gsub('\r\n', '')) == select(2, bytes:gsub('\n', '')))

local old = client.id
vim.cmd('Heshu restart')
check(':Heshu restart starts another server', wait(function()
  local now = vim.lsp.get_clients({ bufnr = buffer, name = 'heshu' })[1]
  return now and now.id ~= old
end))

vim.cmd('silent checkhealth heshu')
local health = text_of(0)
check(':checkhealth heshu finds the program', health:find('heshu %d+%.%d+') and health:find('attached to', 1, true) and not health:find('ERROR', 1, true))
vim.cmd('help heshu-commands')
check(':help heshu', vim.fn.expand('%:t') == 'heshu.txt')
vim.fn.delete(root .. '/editors/nvim/doc/tags')

vim.lsp.enable('heshu', false)
for _, running in ipairs(vim.lsp.get_clients({ name = 'heshu' })) do running:stop() end
check('the server stops', vim.wait(5000, function() return #vim.lsp.get_clients({ name = 'heshu' }) == 0 end))
io.stdout:write(('first diagnostics %.0f ms after the file was opened\n'):format(first))
vim.fn.delete(folder, 'rf')
os.exit(failures == 0 and 0 or 1)
