-- `:checkhealth heshu`
local M = {}

-- The names before 0.10.
local start = vim.health.start or vim.health.report_start
local ok = vim.health.ok or vim.health.report_ok
local warn = vim.health.warn or vim.health.report_warn
local fail = vim.health.error or vim.health.report_error

function M.check()
  start('heshu')
  if vim.fn.has('nvim-0.11') == 1 then
    ok('Neovim ' .. tostring(vim.version()))
  elseif vim.fn.has('nvim-0.9') == 1 then
    warn('Neovim ' .. tostring(vim.version()) .. " has no vim.lsp.enable: call require('heshu').setup()")
  else
    fail('Neovim 0.9 or later is needed')
  end

  local config = vim.lsp.config and vim.lsp.config.heshu
  local command = config and type(config.cmd) == 'table' and config.cmd[1] or 'heshu'
  if vim.fn.executable(command) == 1 then
    ok(vim.trim(vim.fn.system({ command, '--version' })) .. ' (' .. vim.fn.exepath(command) .. ')')
  else
    fail(command .. ' is not on the PATH', { 'cargo install --path . in the project’s root', 'or set cmd with vim.lsp.config("heshu", …)' })
    return
  end

  if vim.lsp.is_enabled and not vim.lsp.is_enabled('heshu') then
    warn('it is not enabled', { "put vim.lsp.enable('heshu') into your init.lua" })
  end
  local clients = (vim.lsp.get_clients or vim.lsp.get_active_clients)({ name = 'heshu' })
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers or {})
    ok(('attached to %d buffer(s), root %s, positions in %s'):format(buffers, client.config.root_dir or '-', client.offset_encoding))
  end
  if #clients == 0 then warn('attached to no buffer', { 'open a text or Markdown file' }) end
end

return M
