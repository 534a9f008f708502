// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceSheet} from "alm-interfaces/IBalanceSheet.sol";
import {IFixedBook} from "alm-interfaces/IFixedBook.sol";
import {IRedemptions} from "alm-interfaces/IRedemptions.sol";
import {StubRateModel} from "../../src/mocks/StubRateModel.sol";
import {BalanceSheetTest} from "./BalanceSheetTest.sol";

/// What waits to leave, as the vault reports it.
contract RedemptionsTest is BalanceSheetTest {
    IRedemptions private queue;

    function setUp() public override {
        super.setUp();
        season();
        queue = IRedemptions(address(sheet));
    }

    function test_reserve_sets_aside_what_shares_fetch_and_release_pays_it() external {
        uint256 shares = vault.totalSupply() / 4;
        uint256 worth = sheet.worth(address(token), shares, vault.totalSupply());
        _queue(shares);
        vm.expectEmit(address(sheet));
        emit IRedemptions.Reserved(address(token), shares, worth);
        (uint256 settled, uint256 assets) = _reserve(shares, shares);
        assertEq(settled, shares, "there was cash for all");
        assertEq(assets, worth, "at the price of the block, without a fee");
        assertEq(book().cash, 1_000_000 * unit, "INV-BOOK-01");
        assertEq(book().netValue, int256(1_000_000 * unit - worth), "INV-BOOK-02");
        vm.expectEmit(address(sheet));
        emit IRedemptions.Released(address(token), client, worth);
        done(address(vault), _releaseCall(worth, client));
        assertEq(token.balanceOf(client), worth, "paid");
        assertEq(book().cash, 1_000_000 * unit - worth, "INV-BOOK-01");
        assertEq(book().netValue, int256(1_000_000 * unit - worth), "what was set aside was theirs already");
    }

    function test_only_as_much_is_settled_as_there_is_cash_for() external {
        draw(805_000 * unit);
        uint256 shares = vault.totalSupply() / 2;
        _queue(shares);
        uint256 free = book().cash - book().pot;
        (uint256 settled, uint256 assets) = _reserve(shares, shares);
        assertLt(settled, shares, "not for all");
        assertLe(assets, free, "INV-QUEUE-01");
        assertApproxEqAbs(assets, free, 1, "but for what there is");
        (settled, assets) = _reserve(shares - settled, shares - settled);
        assertEq(assets, 0, "no more");
        assertEq(settled, 0, "and nothing is burned for nothing");
    }

    function test_what_waits_is_no_cash_for_loans_and_instant_exits() external {
        _queue(vault.totalSupply() * 3 / 5);
        // The part is kept to 1/65535, rounded up.
        uint256 free = 1_000_000 * unit * 2 / 5;
        uint256 most = sheet.maxDefund(address(token), vault.totalSupply(), 0) / 1e6;
        assertLe(most, free, "INV-QUEUE-01");
        vault.set(vault.totalSupply(), 0);
        _refusedWith(address(vault), defundCall(free + 1, 0), IBalanceSheet.AmountTooSmall.selector);
        _refusedWith(desk, drawCall(free + 1), IBalanceSheet.LiquidityBand.selector);
        draw(free * 3 / 5);
    }

    /// The vault reports its queue when that changes, not at every exit: leaving in parts must not shrink it.
    function test_exits_in_parts_take_no_cash_that_waits() external {
        IBalanceSheet.Terms memory free = terms();
        (free.outflowWeight, free.neutralSurplus, free.lendingSurplus) = (5_000, 0, 0);
        setTerms(free);
        vault.set(vault.totalSupply(), 0);
        draw(400_000 * unit);
        uint256 waiting = vault.totalSupply() / 2;
        _queue(waiting);
        uint256 cash = book().cash;
        for (uint256 i; i < 20; ++i) {
            uint256 most = sheet.maxDefund(address(token), vault.totalSupply(), 0);
            if (most < 1e9) break;
            defund(0, most);
        }
        assertLt(book().cash, cash, "some left");
        uint256 worth = sheet.worth(address(token), waiting, vault.totalSupply());
        assertGe(book().cash, worth, "INV-QUEUE-01");
    }

    function test_what_enters_does_not_wait() external {
        _queue(vault.totalSupply() / 2);
        fund(1_000_000 * unit);
        assertApproxEqAbs(limits().queued, 500_000 * unit, 31 * unit, "to 1/65535");
        assertGe(limits().queued, 500_000 * unit, "INV-QUEUE-01");
    }

    /// Cash that is not the depositors' does not make those leave who wait.
    function test_the_most_that_may_leave_may_be_asked_for_by_its_amount_too() external {
        draw(700_000 * unit);
        skip(365 days);
        restore(book().floatingLoans);
        _queue(vault.totalSupply() * 2 / 3);
        uint256 supply = vault.totalSupply();
        uint256 most = sheet.maxDefund(address(token), supply, 0);
        (uint256 paid,) = sheet.previewDefund(address(token), 0, most, supply, 0);
        vault.set(supply, 0);
        (uint256 got,) = defund(paid, 0);
        assertEq(got, paid, "INV-MAX-01");
    }

    function test_what_waits_leaves_in_full_and_not_by_the_run_off_too() external {
        (int256 before,) = model.imbalance(vault.totalSupply(), 0);
        assertEq(before, int256(900_000 * unit), "a tenth of all may leave");
        _queue(vault.totalSupply() / 2);
        (int256 afterwards,) = model.imbalance(vault.totalSupply(), 0);
        assertApproxEqAbs(afterwards, int256(450_000 * unit), 16 * unit, "a half, and a tenth of the rest");
    }

    function test_settling_asks_no_guard_no_pause_and_no_rate() external {
        draw(806_000 * unit);
        setPaused(true);
        rates.set(StubRateModel.Mood.Reverting, 0);
        skip(1_000 days);
        refresh();
        uint256 shares = vault.totalSupply();
        _queue(shares);
        (, uint256 assets) = _reserve(shares, shares);
        assertGt(assets, 0, "INV-GUARD-02");
        done(address(vault), _releaseCall(assets, client));
        assertEq(token.balanceOf(client), 806_000 * unit + assets, "INV-GUARD-02");
    }

    function test_release_pays_only_what_was_set_aside() external {
        bytes4 small = IBalanceSheet.AmountTooSmall.selector;
        refused(address(vault), _releaseCall(1, client), because(small, 0, 1));
        uint256 shares = vault.totalSupply() / 10;
        _queue(shares);
        (, uint256 assets) = _reserve(shares, shares);
        refused(address(vault), _releaseCall(assets + 1, client), because(small, int256(assets), int256(assets + 1)));
        done(address(vault), _releaseCall(assets / 2, client));
        done(address(vault), _releaseCall(assets - assets / 2, client));
        refused(address(vault), _releaseCall(1, client), because(small, 0, 1));
        bytes memory zero = abi.encodeWithSelector(IBalanceSheet.ZeroAddress.selector);
        rejected(address(vault), _releaseCall(1, address(0)), zero);
    }

    function test_the_queue_is_the_vaults_alone() external {
        address[3] memory others = [stranger, desk, owner];
        for (uint256 i; i < 3; ++i) {
            bytes memory reason = abi.encodeWithSelector(IBalanceSheet.NotVault.selector, token, others[i]);
            refused(others[i], _queueCall(1), reason);
            refused(others[i], _reserveCall(1, 1), reason);
            refused(others[i], _releaseCall(1, others[i]), reason);
        }
        bytes memory unlisted = abi.encodeWithSelector(IBalanceSheet.NotListed.selector, stranger);
        rejected(address(vault), abi.encodeCall(queue.setQueued, (stranger, 1, 1)), unlisted);
        rejected(address(vault), abi.encodeCall(queue.reserve, (stranger, 1, 1, 1)), unlisted);
        rejected(address(vault), abi.encodeCall(queue.release, (stranger, 1, client)), unlisted);
    }

    function test_income_of_the_buffer_that_was_divided_goes_before_the_queue() external {
        draw(800_000 * unit);
        skip(365 days);
        setTerms(terms());
        (uint256 buffer, uint256 pot, uint256 cash) = (book().owedToBuffer, book().pot, book().cash);
        assertGt(buffer, 0, "earned");
        uint256 shares = vault.totalSupply() / 2;
        _queue(shares);
        (, uint256 assets) = _reserve(shares, shares);
        assertApproxEqAbs(assets, cash - pot - buffer, 1, "the rest");
    }

    function limits() private view returns (IFixedBook.Limits memory) {
        return IFixedBook(address(sheet)).limits(address(token));
    }

    function _queue(uint256 shares) private {
        vault.queue(shares);
        done(address(vault), _queueCall(shares));
    }

    function _reserve(uint256 wanted, uint256 queued) private returns (uint256 shares, uint256 assets) {
        (shares, assets) = abi.decode(done(address(vault), _reserveCall(wanted, queued)), (uint256, uint256));
        vault.set(vault.totalSupply() - shares, vault.topHolding());
        vault.queue(queued - shares);
    }

    function _refusedWith(address caller, bytes memory data, bytes4 refusal) private {
        (bool success, bytes memory answer) = both(caller, data);
        assertFalse(success, "not refused");
        assertEq(bytes4(answer), refusal, "another reason");
    }

    function _queueCall(uint256 shares) private view returns (bytes memory) {
        return abi.encodeCall(queue.setQueued, (address(token), shares, vault.totalSupply()));
    }

    function _reserveCall(uint256 wanted, uint256 queued) private view returns (bytes memory) {
        return abi.encodeCall(queue.reserve, (address(token), wanted, queued, vault.totalSupply()));
    }

    function _releaseCall(uint256 assets, address receiver) private view returns (bytes memory) {
        return abi.encodeCall(queue.release, (address(token), assets, receiver));
    }
}
