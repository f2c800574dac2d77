-- `:Heshu COMMAND`: what VS Code has as commands.
if vim.g.loaded_heshu then return end
vim.g.loaded_heshu = true

vim.api.nvim_create_user_command('Heshu', function(args)
  local heshu = require('heshu')
  local command = heshu.commands[args.fargs[1]]
  if not command then
    return vim.notify('heshu: ' .. table.concat(vim.fn.sort(vim.tbl_keys(heshu.commands)), ', '), vim.log.levels.WARN)
  end
  command(args.fargs[2], args.range > 0)
end, {
  nargs = '+',
  range = true,
  desc = 'heshu 核数',
  complete = function(lead, line)
    -- Only the first word is ours to complete.
    if line:match('^%s*%S+%s+%S+%s') then return {} end
    return vim.tbl_filter(function(name) return vim.startswith(name, lead) end, vim.fn.sort(vim.tbl_keys(require('heshu').commands)))
  end,
})
