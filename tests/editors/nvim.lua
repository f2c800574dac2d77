-- Opens a sample article in a real Neovim with the client that ships in editors/nvim, and looks at what an editor would see.
-- Run by tests/run.sh: nvim --headless -u NONE -l tests/editors/nvim.lua ROOT SERVER

local root, server = arg[1], arg[2]
local failures = 0

local function check(what, holds)
  io.stdout:write((holds and "ok    " or "FAIL  ") .. what .. "\n")
  if not holds then failures = failures + 1 end
end

vim.opt.runtimepath:append(root .. "/editors/nvim")
vim.cmd("filetype on")
vim.lsp.config("heshu", { cmd = { server, "lsp" } })
vim.lsp.enable("heshu")
vim.cmd.edit(root .. "/seeds/articles/03-counts.txt")
local buffer = vim.api.nvim_get_current_buf()

check("the server attaches", vim.wait(10000, function() return #vim.lsp.get_clients({ bufnr = buffer, name = "heshu" }) == 1 end))
check("diagnostics arrive", vim.wait(10000, function() return #vim.diagnostic.get(buffer) > 0 end))

local codes = {}
for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do codes[diagnostic.code] = true end
check("the miscounted list is one of them", codes["count-mismatch"] == true)

local function request(method, params)
  local answers = vim.lsp.buf_request_sync(buffer, method, params, 10000) or {}
  local _, answer = next(answers)
  return answer and answer.result
end

local document = { uri = vim.uri_from_bufnr(buffer) }
local symbols = request("textDocument/documentSymbol", { textDocument = document })
check("the outline has sections", symbols ~= nil and #symbols >= 4)

local actions = request("textDocument/codeAction", {
  textDocument = document,
  range = { start = { line = 7, character = 0 }, ["end"] = { line = 8, character = 0 } },
  context = { diagnostics = {} },
})
check("a fix is offered", actions ~= nil and #actions > 0)

vim.cmd.edit(root .. "/seeds/articles/02-scraped.txt")
buffer = vim.api.nvim_get_current_buf()
vim.bo[buffer].swapfile = false
check("the server attaches again", vim.wait(10000, function() return #vim.lsp.get_clients({ bufnr = buffer, name = "heshu" }) == 1 end))
vim.lsp.buf.format({ bufnr = buffer, timeout_ms = 10000 })
local cleaned = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
check("formatting takes the readings out", not cleaned:find("(yè)", 1, true) and not cleaned:find(",,", 1, true))
vim.cmd("silent! edit!")

vim.lsp.enable("heshu", false)
for _, client in ipairs(vim.lsp.get_clients({ name = "heshu" })) do client:stop() end
check("the server stops", vim.wait(5000, function() return #vim.lsp.get_clients({ name = "heshu" }) == 0 end))
os.exit(failures == 0 and 0 or 1)
