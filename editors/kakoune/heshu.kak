# heshu (核数) with kakoune-lsp 18 or later.

# Kakoune has no filetype of its own for plain text.
hook global BufCreate .*[.]txt %{ set-option buffer filetype text }

hook -group lsp-filetype-heshu global BufSetOption filetype=(?:text|markdown) %{
    set-option buffer lsp_servers %{
        [heshu]
        args = ["lsp"]
        root_globs = ["heshu.toml", ".git"]
        settings_section = "heshu"
        [heshu.settings.heshu]
        # ignore = ["noise"]
        # inlayHints = true
    }
}
