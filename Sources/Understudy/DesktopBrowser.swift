import Foundation
import Glibc

/// The browser of whoever sits in front of this machine.
enum DesktopBrowser {
    /// Shows a page, if somebody is there to see it: a terminal and a desktop. Otherwise nothing happens.
    static func open(_ address: String) {
        let environment = ProcessInfo.processInfo.environment
        let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false }
        guard hasDesktop, isatty(STDOUT_FILENO) == 1 else { return }
        let opener = Process()
        opener.executableURL = URL(filePath: "/usr/bin/env")
        opener.arguments = ["xdg-open", address]
        opener.standardInput = FileHandle.nullDevice
        opener.standardOutput = FileHandle.nullDevice
        opener.standardError = FileHandle.nullDevice
        do {
            try opener.run()
        } catch {
            Terminal.warn("No browser could be opened (\(error)); the dashboard is at \(address).")
        }
    }
}
