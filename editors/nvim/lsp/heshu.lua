-- heshu (核数) for Neovim 0.11 and later; see `:help heshu` and `:help lsp-config`.
---@type vim.lsp.Config
return {
  cmd = { 'heshu', 'lsp' },
  filetypes = { 'text', 'markdown' },
  root_markers = { 'heshu.toml', '.git' },
  -- A plain {} would reach the server as a JSON list.
  settings = { heshu = vim.empty_dict() },
}
