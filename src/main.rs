//! The `heshu` command.

fn main() {
    std::process::exit(heshu::server::run())
}
